using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>Texts made from a request's hash: the same request gets the same words.</summary>
internal static class AnswerText
{
    private static readonly string[] Words =
        ["the", "tide", "turns", "slowly", "over", "a", "harbour", "where", "seven", "boats", "wait", "for", "wind", "and", "each", "one", "keeps", "its", "own", "light", "until", "morning", "comes"];

    public static string Make(string identity, int words, string purpose)
    {
        var draws = new SeededDraws(0, identity, 0, purpose);
        return string.Join(' ', Enumerable.Range(0, Math.Max(1, words)).Select(_ => Words[(int)(draws.Next() * Words.Length)])) + ".";
    }

    /// <summary>Cut to so many bytes of UTF-8, never inside a character.</summary>
    public static string Cut(string text, long bytes)
    {
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                return text[..end];
            }

            end += rune.Utf16SequenceLength;
        }

        return text;
    }

    /// <summary>Pieces of about so many characters, never inside one.</summary>
    public static IEnumerable<string> Pieces(string text, int length)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + length);
            end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            yield return text[start..end];
            start = end;
        }
    }
}
