namespace Coxswain.Core.Recovery.Requests;

/// <param name="Role">user, assistant, or system for instructions inside a conversation.</param>
/// <param name="Content">The value: a text or a list.</param>
public sealed record RequestMessage(string Role, ByteRange Whole, ByteRange Content, IReadOnlyList<ContentBlock> Blocks)
{
    public bool IsUser => Role == "user";

    public bool IsAssistant => Role == "assistant";

    public bool HasToolResult => Blocks.Any(block => block.Type == "tool_result");
}
