using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>UTF-16 code units of the text as the client would write it in JSON, without the quotes: shortest escapes, whatever these bytes use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int LengthAsJson(ReadOnlySpan<byte> raw, bool isEscaped)
    {
        var units = Encoding.UTF8.GetCharCount(raw);
        var open = 0UL;
        for (var at = 0; isEscaped && at < raw.Length; at += JsonBlock.Size)
        {
            // Of all escapes only these two can be longer than the client's.
            var block = JsonBlock.At(raw, at);
            var escaped = JsonBlock.Escaped(block.Equal((byte)'\\'), ref open);
            for (var longer = escaped & (block.Equal((byte)'u') | block.Equal((byte)'/')); longer != 0; longer &= longer - 1)
            {
                var unit = Unescape(raw[(at + BitOperations.TrailingZeroCount(longer) - 1)..], out var used);
                units -= used - (unit switch
                {
                    '"' or '\\' or '\n' or '\r' or '\t' or '\b' or '\f' => 2,
                    < ' ' => 6,
                    _ => 1,
                });
            }
        }

        return units;
    }

    // Vector code is not compiled ahead of time, and slow until it is optimised: so at once. An escape is one code unit but as many as it has bytes in the count of the whole.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Measure(ReadOnlySpan<byte> raw)
    {
        var units = Encoding.UTF8.GetCharCount(raw);
        var open = 0UL;
        for (var at = 0; at < raw.Length; at += JsonBlock.Size)
        {
            var block = JsonBlock.At(raw, at);
            var escaped = JsonBlock.Escaped(block.Equal((byte)'\\'), ref open);
            units -= BitOperations.PopCount(escaped) + (4 * BitOperations.PopCount(escaped & block.Equal((byte)'u')));
        }

        return units;
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
