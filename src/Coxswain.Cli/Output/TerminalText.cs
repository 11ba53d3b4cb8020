using System.Buffers;
using System.Text;

namespace Coxswain.Cli.Output;

/// <summary>Makes text from outside inert on a terminal: no escape sequences, no control characters, no direction overrides.</summary>
internal static class TerminalText
{
    private static readonly SearchValues<char> Bidirectional = SearchValues.Create("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    public static string Clean(string text, bool keepLineBreaks = false)
    {
        if (!text.AsSpan().ContainsAny(Bidirectional) && !text.Any(char.IsControl) && !text.Any(char.IsSurrogate))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && keepLineBreaks)
            {
                clean.Append('\n');
            }
            else if (Rune.IsControl(rune))
            {
                clean.Append(rune.Value is '\t' or '\n' or '\r' ? ' ' : '\uFFFD');
            }
            else if (!rune.IsBmp || !Bidirectional.Contains((char)rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}
