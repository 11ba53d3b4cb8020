using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// Moves over the parts of a JSON text. As strict as <see cref="Utf8JsonReader"/>, which transcripts made slow: it walks a string byte by byte from its
/// first escape on, and most of a transcript is long strings full of them. Throws <see cref="JsonException"/> wherever the text is not JSON.
/// </summary>
internal static class JsonScanner
{
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] <= ' ' && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>The byte at this place; the text must not end before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Next(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length)
        {
            Throw();
        }

        return json[at];
    }

    /// <summary>Where a string's closing quote is. Compiled at once and for this machine: it is what reading a transcript mostly does.</summary>
    /// <param name="at">Behind its opening quote.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int EndOfString(ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        isEscaped = false;
        var open = 0UL;
        for (; at < json.Length; at += JsonBlock.Size)
        {
            var block = JsonBlock.At(json, at);
            var escaped = JsonBlock.Escaped(block.Equal((byte)'\\'), ref open);
            var quotes = block.Equal((byte)'"') & ~escaped;
            var inside = quotes == 0 ? ulong.MaxValue : (quotes & (0 - quotes)) - 1;
            if ((block.Below((byte)' ') & inside) != 0)
            {
                Throw();
            }

            if ((escaped & inside) != 0)
            {
                isEscaped = true;
                CheckEscapes(json, at, escaped & inside, block);
            }

            if (quotes != 0)
            {
                return at + BitOperations.TrailingZeroCount(quotes);
            }
        }

        Throw();
        return at;
    }

    /// <summary>Behind a number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public static int EndOfScalar(ReadOnlySpan<byte> json, int at, out JsonTokenType kind)
    {
        switch (json[at])
        {
            case (byte)'t':
                kind = JsonTokenType.True;
                return EndOfWord(json, at, "true"u8);
            case (byte)'f':
                kind = JsonTokenType.False;
                return EndOfWord(json, at, "false"u8);
            case (byte)'n':
                kind = JsonTokenType.Null;
                return EndOfWord(json, at, "null"u8);
            default:
                kind = JsonTokenType.Number;
                return EndOfNumber(json, at);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Throw() => throw new JsonException("Not JSON.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckEscapes(ReadOnlySpan<byte> json, int at, ulong escaped, in JsonBlock block)
    {
        if ((escaped & ~block.Escapable()) != 0)
        {
            Throw();
        }

        for (var units = escaped & block.Equal((byte)'u'); units != 0; units &= units - 1)
        {
            var digits = at + BitOperations.TrailingZeroCount(units) + 1;
            if (json.Length - digits < 4 || json.Slice(digits, 4).ContainsAnyExcept(Hex))
            {
                Throw();
            }
        }
    }

    private static int EndOfWord(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> word)
    {
        if (!json[at..].StartsWith(word))
        {
            Throw();
        }

        return at + word.Length;
    }

    private static int EndOfNumber(ReadOnlySpan<byte> json, int at)
    {
        at += json[at] == '-' ? 1 : 0;
        var start = at;
        at = EndOfDigits(json, at);
        if (json[start] == '0' && at > start + 1)
        {
            Throw();
        }

        if (at < json.Length && json[at] == '.')
        {
            at = EndOfDigits(json, at + 1);
        }

        if (at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at = EndOfDigits(json, at < json.Length && json[at] is (byte)'+' or (byte)'-' ? at + 1 : at);
        }

        return at;
    }

    /// <summary>At least one digit.</summary>
    private static int EndOfDigits(ReadOnlySpan<byte> json, int at)
    {
        var start = at;
        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9)
        {
            at++;
        }

        if (at == start)
        {
            Throw();
        }

        return at;
    }
}
