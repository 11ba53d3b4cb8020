using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Chunking;

/// <summary>Finds where a text is best cut: before a file, after a paragraph, a line, a word; else at any border of characters.</summary>
internal static class NaturalCut
{
    private static readonly byte[][] Files = ["diff --git "u8.ToArray(), "<document"u8.ToArray(), "<file"u8.ToArray(), "```"u8.ToArray(), "=== "u8.ToArray(), "--- "u8.ToArray()];

    /// <summary>In (0, <paramref name="most"/>], in its second half where there is a natural border; the whole text when it is no longer. Zero when not one character fits.</summary>
    public static int Of(ReadOnlySpan<byte> text, int most)
    {
        if (text.Length <= most)
        {
            return text.Length;
        }

        Span<int> best = [0, 0, 0, 0];
        var (at, isAfterLine) = (0, false);
        while (at < text.Length)
        {
            var next = at + EscapedText.UnitLength(text, at);
            if (next > most)
            {
                break;
            }

            var isLine = text[at] == '\\' && text[at + 1] == 'n';
            if (next > most / 2)
            {
                var rank = isLine ? RankOfLine(text[next..], isAfterLine) : text[at] == ' ' ? 3 : -1;
                if (rank >= 0)
                {
                    best[rank] = next;
                }
            }

            isAfterLine = isLine || (isAfterLine && text[at] == '\\' && text[at + 1] == 'r');
            at = next;
        }

        foreach (var cut in best)
        {
            if (cut > 0)
            {
                return cut;
            }
        }

        return at;
    }

    private static int RankOfLine(ReadOnlySpan<byte> rest, bool isAfterLine)
    {
        foreach (var file in Files)
        {
            if (rest.StartsWith(file))
            {
                return 0;
            }
        }

        return isAfterLine ? 1 : 2;
    }
}
