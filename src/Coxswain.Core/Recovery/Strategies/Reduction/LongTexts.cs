using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>Leaves just as much of the middle of long texts out as is needed, longest first. Of each a beginning stays, and a longer end: questions stand there.</summary>
internal static class LongTexts
{
    private const int LeastHeadBytes = 200;
    private const int LeastTailBytes = 800;

    public static void Shorten(ReductionDraft draft, Range scope)
    {
        var (from, count) = scope.GetOffsetAndLength(draft.Request.Messages.Count);
        var texts = Enumerable.Range(from, count).Where(i => !draft.IsDropped(i))
            .SelectMany(i => draft.Request.Messages[i].Blocks.Where(block => !block.IsThinking).SelectMany(Texts).Select(text => (Message: i, Text: text)))
            .Where(entry => entry.Text.Length > LeastHeadBytes + LeastTailBytes + (2 * Placeholder.MostBytes))
            .OrderByDescending(entry => entry.Text.Length).ThenBy(entry => entry.Message);
        foreach (var (message, text) in texts)
        {
            if (draft.Missing > 0 && !draft.IsReplaced(text))
            {
                Shorten(draft, message, text);
            }
        }
    }

    private static IEnumerable<ByteRange> Texts(ContentBlock block) => block is { Type: "text" or "document", Text: { } text } ? [text] : [];

    private static void Shorten(ReductionDraft draft, int message, ByteRange text)
    {
        var leftOut = draft.Scale.BytesFor(draft.Missing) + Placeholder.MostBytes;
        var kept = Math.Max(LeastHeadBytes + LeastTailBytes, text.Length - 2 - leftOut);
        var head = Math.Max(LeastHeadBytes, Math.Min(kept / 4, kept - LeastTailBytes));
        draft.Replace(message, text, Placeholder.Middle(draft.Request.Bytes(text), head, kept - head), draft.Scale.OfBytes(text.Length), ReductionKind.LongText);
    }
}
