using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// Text of JSON strings, forgiving: transcripts hold strings cut inside a surrogate pair and bytes that are not UTF-8, which
/// <see cref="System.Text.Json.Utf8JsonReader.GetString"/> refuses. What cannot be decoded becomes U+FFFD.
/// </summary>
internal static class JsonText
{
    /// <param name="raw">The string's bytes between its quotes, from a line already found well-formed.</param>
    public static string Decode(ReadOnlySpan<byte> raw, bool isEscaped)
    {
        if (!isEscaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var text = new StringBuilder(raw.Length);
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return WithoutLoneSurrogates(text.Append(Encoding.UTF8.GetString(raw)));
            }

            text.Append(Encoding.UTF8.GetString(raw[..plain]));
            raw = raw[plain..];
            text.Append(Unescape(raw, out var used));
            raw = raw[used..];
        }
    }

    /// <summary>UTF-16 code units of the text, counted without decoding it.</summary>
    public static int LengthChars(ReadOnlySpan<byte> raw, bool isEscaped) => isEscaped ? Measure(raw) : Encoding.UTF8.GetCharCount(raw);

    private static int Measure(ReadOnlySpan<byte> raw)
    {
        var chars = 0;
        for (var plain = raw.IndexOf((byte)'\\'); plain >= 0; plain = raw.IndexOf((byte)'\\'))
        {
            chars += Encoding.UTF8.GetCharCount(raw[..plain]) + 1;
            Unescape(raw[plain..], out var used);
            raw = raw[(plain + used)..];
        }

        return chars + Encoding.UTF8.GetCharCount(raw);
    }

    private static char Unescape(ReadOnlySpan<byte> raw, out int used)
    {
        used = 2;
        switch (raw[1])
        {
            case (byte)'n': return '\n';
            case (byte)'t': return '\t';
            case (byte)'r': return '\r';
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'u':
                used = 6;
                return Utf8Parser.TryParse(raw.Slice(2, 4), out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';
            default: return (char)raw[1];
        }
    }

    private static string WithoutLoneSurrogates(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.GetUnicodeCategory(text[i]) == UnicodeCategory.Surrogate)
            {
                text[i] = '\uFFFD';
            }
        }

        return text.ToString();
    }
}
