using System.Buffers;
using System.Text;

namespace Coxswain.Cli.Output;

/// <summary>Makes text from outside inert on a terminal: no escape sequences, no control characters, no direction overrides.</summary>
internal static class TerminalText
{
    private static readonly SearchValues<char> Bidirectional = SearchValues.Create("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>What a name may take of a cell, or of a line: one of a megabyte tells nobody more. <c>--json</c> has it whole.</summary>
    public const int LongestCell = 1000;

    /// <inheritdoc cref="LongestCell"/>
    public const int LongestLine = 4000;

    /// <summary>The beginning of a text that is longer, with an ellipsis; never half a character.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";

    /// <summary>JSON text whose strings hold no raw character a terminal would act on: what is not ASCII control is escaped, so a parser reads the same.</summary>
    public static string Escape(string json)
    {
        if (!json.AsSpan().ContainsAny(Bidirectional) && !json.Any(static c => char.IsControl(c) && c is not ('\n' or '\r')))
        {
            return json;
        }

        var clean = new StringBuilder(json.Length + 64);
        foreach (var c in json)
        {
            if (Bidirectional.Contains(c) || (char.IsControl(c) && c is not ('\n' or '\r')))
            {
                clean.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

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
