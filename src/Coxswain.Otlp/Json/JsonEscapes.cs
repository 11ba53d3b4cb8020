using System.Buffers;
using System.Globalization;
using System.Text;

namespace Coxswain.Otlp.Json;

/// <summary>
/// Resolves the escapes of a JSON string the reader has already checked. The reader's own way throws on a lone surrogate, which a sender
/// makes by cutting a text in the middle of an emoji; here it becomes U+FFFD and the record is kept.
/// </summary>
internal static class JsonEscapes
{
    public static string Resolve(ReadOnlySpan<byte> escaped)
    {
        var buffer = ArrayPool<char>.Shared.Rent(escaped.Length);
        try
        {
            var length = Resolve(escaped, buffer);
            ReplaceLoneSurrogates(buffer.AsSpan(0, length));
            return new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static int Resolve(ReadOnlySpan<byte> escaped, char[] buffer)
    {
        var length = 0;
        while (!escaped.IsEmpty)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return length + Encoding.UTF8.GetChars(escaped, buffer.AsSpan(length));
            }

            length += Encoding.UTF8.GetChars(escaped[..plain], buffer.AsSpan(length));
            var mark = escaped[plain + 1];
            buffer[length++] = mark == (byte)'u' ? Code(escaped.Slice(plain + 2, 4)) : Short(mark);
            escaped = escaped[(plain + (mark == (byte)'u' ? 6 : 2))..];
        }

        return length;
    }

    private static char Code(ReadOnlySpan<byte> digits) =>
        (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static char Short(byte mark) => (char)mark switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        var itself => itself,
    };

    private static void ReplaceLoneSurrogates(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else
            {
                text[i] = '\uFFFD';
            }
        }
    }
}
