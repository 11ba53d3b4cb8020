using System.Text;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies.Switching;

namespace Coxswain.Core.Recovery.Strategies;

/// <summary>Sends a request to another Claude model: the name is changed and whatever that model would refuse, nothing else. Blocks it cannot read are the API's to drop.</summary>
public sealed class ModelSwitch(ModelCatalog catalog)
{
    /// <summary>An answer with less room than this, and less than was asked for, is none.</summary>
    private const int LeastOutputTokens = 1024;

    /// <param name="betas">The header's value as it came; empty when there was none.</param>
    /// <param name="prompt">As the present model counts; null when nobody counted.</param>
    /// <param name="targets">Best first; null: the file's. What is not in the file is passed over.</param>
    public SwitchResult Switch(MessagesRequest request, string betas, TokenCount? prompt, IReadOnlyList<string>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(betas);
        if (catalog.Find(request.Model) is not { } from)
        {
            return SwitchResult.Refused(betas, "the model is not known");
        }

        var result = SwitchResult.Refused(betas, "no other model is named");
        foreach (var to in (targets ?? from.Fallbacks).Select(catalog.Find).OfType<ModelCapabilities>().Where(to => to.Id != from.Id))
        {
            result = SwitchTo(request, betas, from, to, prompt ?? catalog.Estimate(request, request.Model));
            if (result.Body is not null)
            {
                break;
            }
        }

        return result;
    }

    private static SwitchResult SwitchTo(MessagesRequest request, string betas, ModelCapabilities from, ModelCapabilities to, TokenCount prompt)
    {
        if (request.Messages[^1].IsAssistant && !to.TakesPrefill)
        {
            return SwitchResult.Refused(betas, $"{to.Id} takes no begun answer");
        }

        // The same text has other tokens there.
        var room = to.ContextTokens - (prompt.Tokens * from.BytesPerToken / to.BytesPerToken);
        var wanted = request.MaxTokens ?? LeastOutputTokens;
        var maxTokens = (int)Math.Min(Math.Min(wanted, to.MostOutputTokens), Math.Max(0, room));
        if (maxTokens < Math.Min(wanted, LeastOutputTokens))
        {
            return SwitchResult.Refused(betas, $"the prompt does not fit into {to.Id}");
        }

        var edits = new RequestDraft(request);
        var draft = new SwitchDraft(edits, to, maxTokens);
        ThinkingSwitch.Apply(draft);
        RequestSwitch.Apply(draft);
        string[] changes = [.. edits.Changes];
        edits.Replace("model", Encoding.UTF8.GetBytes($"\"{to.Id}\""));
        return new SwitchResult(edits.Apply(), to.Id, BetaSwitch.Apply(betas, to), changes, "");
    }
}
