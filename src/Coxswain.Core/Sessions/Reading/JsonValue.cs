using System.Buffers.Text;
using System.Text.Json;
using Coxswain.Core.Kernel;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Values out of slices. Absent, <c>null</c> and values of another type read as <see langword="null"/>, 0 or empty, as each method says.</summary>
internal static class JsonValue
{
    /// <summary>No true number of anything else is larger.</summary>
    private const double LargestNumber = 1e12;

    /// <summary>No true count of tokens is larger; the limit of telemetry's counts, and what the store's packed usage has room for.</summary>
    private const long LargestTokens = 1_000_000_000_000_000;

    /// <summary>Empty when it is not a string.</summary>
    public static string Text(ReadOnlySpan<byte> json, JsonSlice slice) => slice.IsString ? JsonText.Decode(slice.Of(json), slice.IsEscaped) : "";

    public static bool Is(ReadOnlySpan<byte> json, JsonSlice slice, ReadOnlySpan<byte> expected) => slice.IsString
        && (slice.IsEscaped ? Text(json, slice) == System.Text.Encoding.UTF8.GetString(expected) : slice.Of(json).SequenceEqual(expected));

    /// <summary><see langword="null"/> when it is not a boolean.</summary>
    public static bool? Flag(JsonSlice slice) => slice.Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    /// <summary>Of anything but tokens: 0 when absent or no number; a fraction is left out.</summary>
    /// <exception cref="InvalidCountException">Negative or beyond any true count.</exception>
    public static long Count(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (slice.Kind is not (JsonTokenType.Number or JsonTokenType.String))
        {
            return 0;
        }

        if (Utf8Parser.TryParse(slice.Of(json), out double number, out var used) && used == slice.Length && number is >= 0 and <= LargestNumber)
        {
            return (long)number;
        }

        return slice.IsString ? 0 : throw new InvalidCountException();
    }

    /// <summary>0 when absent; else as <see cref="TokensOrNull"/>.</summary>
    /// <exception cref="InvalidCountException">No whole number from 0 to 10^15.</exception>
    public static long Tokens(ReadOnlySpan<byte> json, JsonSlice slice) => TokensOrNull(json, slice) ?? 0;

    /// <summary><see langword="null"/> when absent; whole numbers count however they are spelled, in strings too.</summary>
    /// <exception cref="InvalidCountException">No whole number from 0 to 10^15: nobody knows what is meant, and what is charged is not guessed.</exception>
    public static long? TokensOrNull(ReadOnlySpan<byte> json, JsonSlice slice) => slice.Kind switch
    {
        JsonTokenType.None or JsonTokenType.Null => null,
        JsonTokenType.Number => WholeNumber(slice.Of(json)),
        JsonTokenType.String => WholeNumber(slice.IsEscaped ? System.Text.Encoding.UTF8.GetBytes(Text(json, slice)) : slice.Of(json)),
        _ => throw new InvalidCountException(),
    };

    /// <summary><see langword="null"/> when it is not a number a decimal can hold.</summary>
    public static decimal? Money(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (slice.Kind != JsonTokenType.Number)
        {
            return null;
        }

        var text = slice.Of(json);
        if (Utf8Parser.TryParse(text, out decimal exact, out var used) && used == text.Length)
        {
            return exact;
        }

        return Utf8Parser.TryParse(text, out double number, out used) && used == text.Length && Math.Abs(number) <= LargestNumber ? (decimal)number : null;
    }

    /// <summary>An ISO 8601 string, or a number of milliseconds since 1970; <see langword="null"/> for anything else and for times the store cannot hold.</summary>
    public static DateTimeOffset? Time(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (slice.IsString)
        {
            var reader = new Utf8JsonReader(json.Slice(slice.Start - 1, slice.Length + 2));
            return reader.Read() && reader.TryGetDateTimeOffset(out var time) && StorableTimes.Contains(time) ? time.ToUniversalTime() : null;
        }

        return slice.Kind == JsonTokenType.Number && Utf8Parser.TryParse(slice.Of(json), out long ms, out var used) && used == slice.Length
            && ms > 0 && ms < StorableTimes.End.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : null;
    }

    private static long WholeNumber(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long whole, out var used) && used == text.Length)
        {
            return whole is >= 0 and <= LargestTokens ? whole : throw new InvalidCountException();
        }

        // 12.0 and 1.2e1. Each parser rounds what the other tells from a whole number: the decimal 1e-40, the double 1.00000000000000001.
        return Utf8Parser.TryParse(text, out double number, out used) && used == text.Length && number is >= 0 and <= LargestTokens && double.IsInteger(number)
            && Utf8Parser.TryParse(text, out decimal exact, out used) && used == text.Length && decimal.IsInteger(exact)
            ? (long)exact
            : throw new InvalidCountException();
    }
}
