using System.Buffers.Text;
using System.Text.Json;
using Coxswain.Core.Kernel;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Values out of slices. Absent, <c>null</c> and values of another type read as <see langword="null"/>, 0 or empty, as each method says.</summary>
internal static class JsonValue
{
    /// <summary>No true count is larger; beyond it a line is damaged, and sums cannot overflow.</summary>
    private const double LargestCount = 1e12;

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

    /// <summary>0 when absent; numbers in strings count.</summary>
    /// <exception cref="JsonException">Negative or beyond any true count.</exception>
    public static long Count(ReadOnlySpan<byte> json, JsonSlice slice) => CountOrNull(json, slice) ?? 0;

    /// <summary><see langword="null"/> when absent; numbers in strings count.</summary>
    /// <exception cref="JsonException">Negative or beyond any true count.</exception>
    public static long? CountOrNull(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (slice.Kind is not (JsonTokenType.Number or JsonTokenType.String))
        {
            return null;
        }

        var text = slice.Of(json);
        if (Utf8Parser.TryParse(text, out long whole, out var used) && used == text.Length && whole is >= 0 and <= (long)LargestCount)
        {
            return whole;
        }

        if (Utf8Parser.TryParse(text, out double number, out used) && used == text.Length && number is >= 0 and <= LargestCount)
        {
            return (long)number;
        }

        return slice.IsString ? null : throw new JsonException("A count out of range.");
    }

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

        return Utf8Parser.TryParse(text, out double number, out used) && used == text.Length && Math.Abs(number) <= LargestCount ? (decimal)number : null;
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
}
