using System.Buffers;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Cuts what stands between the quotes of a JSON text without decoding it: never inside a UTF-8 sequence, an escape, or a pair of surrogate escapes.</summary>
internal static class EscapedText
{
    private static readonly SearchValues<byte> Odd = SearchValues.Create([.. Enumerable.Range(0x80, 0x80).Select(value => (byte)value), (byte)'\\']);

    /// <summary>Bytes of the character that starts at <paramref name="at"/>, which must be where one starts.</summary>
    public static int UnitLength(ReadOnlySpan<byte> text, int at)
    {
        var first = text[at];
        var length = first switch
        {
            (byte)'\\' => at + 1 < text.Length && text[at + 1] == 'u' ? UnicodeEscape(text, at) : 2,
            < 0x80 => 1,
            < 0xE0 => 2,
            < 0xF0 => 3,
            _ => 4,
        };
        return Math.Min(length, text.Length - at);
    }

    /// <summary>The last border at or before <paramref name="most"/>.</summary>
    public static int CutAtMost(ReadOnlySpan<byte> text, int most) => most >= text.Length ? text.Length : Walk(text, Math.Max(0, most), isUp: false);

    /// <summary>The first border at or after <paramref name="least"/>.</summary>
    public static int CutAtLeast(ReadOnlySpan<byte> text, int least) => least >= text.Length ? text.Length : Walk(text, Math.Max(0, least), isUp: true);

    private static int Walk(ReadOnlySpan<byte> text, int aim, bool isUp)
    {
        var at = 0;
        while (at < aim)
        {
            var plain = text[at..aim].IndexOfAny(Odd);
            if (plain < 0)
            {
                return aim;
            }

            at += plain;
            var next = at + UnitLength(text, at);
            if (next > aim)
            {
                return isUp ? next : at;
            }

            at = next;
        }

        return at;
    }

    private static int UnicodeEscape(ReadOnlySpan<byte> text, int at)
    {
        var isHigh = at + 4 <= text.Length && (text[at + 2] | 0x20) == 'd' && (text[at + 3] | 0x20) is '8' or '9' or 'a' or 'b';
        return isHigh && at + 12 <= text.Length && text[at + 6] == '\\' && text[at + 7] == 'u' ? 12 : 6;
    }
}
