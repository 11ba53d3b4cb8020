using System.Security.Cryptography;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>Results that say nothing a later one does not: the same words again, or the same call made again and answered.</summary>
internal static class StaleResults
{
    public static void Remove(ReductionDraft draft, Range scope, ReductionKind kind)
    {
        var results = ToolResult.Of(draft.Request);
        var (from, count) = scope.GetOffsetAndLength(draft.Request.Messages.Count);
        var later = new HashSet<string>(StringComparer.Ordinal);
        var stale = new Stack<ToolResult>();
        foreach (var result in results.Reverse())
        {
            var key = kind == ReductionKind.RepeatedResult ? Hash(draft.Request.Bytes(result.Content)) : CallKey(draft.Request, result);
            if (key.Length > 0 && later.Contains(key) && result.Message >= from && result.Message < from + count)
            {
                stale.Push(result);
            }

            // A failed second try does not take the place of a first that worked.
            if (key.Length > 0 && (kind == ReductionKind.RepeatedResult || !result.Block.IsError) && !draft.IsDropped(result.Message))
            {
                later.Add(key);
            }
        }

        while (draft.Missing > 0 && stale.TryPop(out var result))
        {
            Replace(draft, result, kind);
        }
    }

    private static void Replace(ReductionDraft draft, ToolResult result, ReductionKind kind)
    {
        var worth = result.Content.Length > 2 * Placeholder.MostBytes;
        if (worth && result.IsPlain && !draft.IsDropped(result.Message) && !draft.IsReplaced(result.Content))
        {
            var why = kind == ReductionKind.RepeatedResult ? "as they stand again below" : "as a newer result is below";
            var tokens = draft.Scale.OfBytes(result.Content.Length - result.Block.EncodedBytes) + (result.Block.EncodedParts * draft.Scale.ImageTokens * draft.Scale.Factor);
            draft.Replace(result.Message, result.Content, Placeholder.Quoted(result.Content.Length, why), tokens, kind);
        }
    }

    private static string CallKey(MessagesRequest request, ToolResult result)
        => result.Call is { Input: { } input } call ? call.Name + "\n" + Hash(request.Bytes(input)) : "";

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
