using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <param name="Block">The result; it has content.</param>
/// <param name="Call">Null when the request does not hold it.</param>
internal sealed record ToolResult(int Message, ContentBlock Block, ByteRange Content, ContentBlock? Call)
{
    /// <summary>References to tools and whatever else may be in a result are not text that can be left out.</summary>
    public bool IsPlain => Block.Parts.All(part => part.Type is "text" or "image" or "document");

    public static IReadOnlyList<ToolResult> Of(MessagesRequest request)
    {
        var calls = new Dictionary<string, ContentBlock>(StringComparer.Ordinal);
        var results = new List<ToolResult>();
        for (var i = 0; i < request.Messages.Count; i++)
        {
            foreach (var block in request.Messages[i].Blocks)
            {
                if (block.Type == "tool_use")
                {
                    calls[block.Id] = block;
                }
                else if (block.Type == "tool_result" && block.Content is { } content)
                {
                    results.Add(new ToolResult(i, block, content, calls.GetValueOrDefault(block.Id)));
                }
            }
        }

        return results;
    }
}
