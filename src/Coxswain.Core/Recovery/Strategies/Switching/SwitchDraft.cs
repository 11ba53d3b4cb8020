using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Switching;

/// <param name="MaxTokens">What the answer may have there.</param>
internal sealed record SwitchDraft(RequestDraft Edits, ModelCapabilities To, int MaxTokens)
{
    public MessagesRequest Request => Edits.Request;
}
