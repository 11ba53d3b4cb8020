using System.Text;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>Leaves the middle of long tool results out, oldest first: how an answer began and ended stays. Images go whole, but not the newest exchange's.</summary>
internal static class LongResults
{
    private const int HeadBytes = 400;
    private const int TailBytes = 200;

    public static void Shorten(ReductionDraft draft, Range scope)
    {
        var (from, count) = scope.GetOffsetAndLength(draft.Request.Messages.Count);
        foreach (var result in ToolResult.Of(draft.Request).Where(result => result.Message >= from && result.Message < from + count && result.IsPlain && !draft.IsDropped(result.Message) && !draft.IsReplaced(result.Content)))
        {
            foreach (var part in result.Block.Parts.Where(part => draft.Missing > 0 && !draft.IsReplaced(part.Whole)))
            {
                Shorten(draft, result.Message, part);
            }
        }
    }

    private static void Shorten(ReductionDraft draft, int message, ContentBlock part)
    {
        if (part.Text is { } text && text.Length > HeadBytes + TailBytes + (2 * Placeholder.MostBytes))
        {
            draft.Replace(message, text, Placeholder.Middle(draft.Request.Bytes(text), HeadBytes, TailBytes), draft.Scale.OfBytes(text.Length), ReductionKind.LongResult);
        }
        else if (part.EncodedParts > 0 && message < draft.Shape.ExchangeStart)
        {
            var words = Encoding.ASCII.GetBytes($$"""{"type":"text","text":"[{{(part.Type == "image" ? "an image" : "a file")}} left out]"}""");
            draft.Replace(message, part.Whole, words, draft.Scale.Of(part), ReductionKind.LongResult);
        }
    }
}
