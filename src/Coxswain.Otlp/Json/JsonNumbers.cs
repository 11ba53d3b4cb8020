using System.Globalization;
using System.Text;
using System.Text.Json;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

/// <summary>Numbers of OTLP/JSON: 64-bit integers come as strings or numbers, doubles may be named, enumerations are numbers or names.</summary>
internal static class JsonNumbers
{
    private const int LongestNumber = 400;

    /// <summary>A number out of range mars the record; something that is no number at all makes the body malformed.</summary>
    public static ulong Unsigned(ref JsonCursor cursor, DecodeContext context, string field)
    {
        switch (cursor.Token)
        {
            case JsonTokenType.Null:
                return 0;
            case JsonTokenType.Number when cursor.TryGet(out ulong number):
                return number;
            case JsonTokenType.String when ulong.TryParse(cursor.Raw, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed):
                return parsed;
            default:
                return (ulong)Whole(ref cursor, context, field, ulong.MaxValue);
        }
    }

    public static long Signed(ref JsonCursor cursor, DecodeContext context, string field)
    {
        switch (cursor.Token)
        {
            case JsonTokenType.Null:
                return 0;
            case JsonTokenType.Number when cursor.TryGet(out long number):
                return number;
            case JsonTokenType.String when long.TryParse(
                cursor.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed):
                return parsed;
            default:
                return (long)Whole(ref cursor, context, field, long.MaxValue);
        }
    }

    /// <summary>An integer attribute's digits; one beyond 64 bits stays as it was written. Empty for null.</summary>
    public static string IntegerText(ref JsonCursor cursor)
    {
        switch (cursor.Token)
        {
            case JsonTokenType.Null:
                return "";
            case JsonTokenType.Number when cursor.TryGet(out long number):
                return ExporterText.Of(number);
            case JsonTokenType.String when long.TryParse(
                cursor.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed):
                return ExporterText.Of(parsed);
            default:
                return IsNumber(ref cursor, out _) ? Encoding.ASCII.GetString(cursor.Raw) : throw cursor.Expected("an integer");
        }
    }

    /// <summary><see langword="null"/> for null and for the empty string, which a client bug sends for an unset double.</summary>
    public static double? Double(ref JsonCursor cursor)
    {
        if (cursor.Token == JsonTokenType.Null || (cursor.Token == JsonTokenType.String && cursor.Raw.IsEmpty))
        {
            return null;
        }

        if (IsNumber(ref cursor, out var number))
        {
            return number;
        }

        return cursor.Token != JsonTokenType.String ? throw cursor.Expected("a number")
            : cursor.Raw.SequenceEqual("NaN"u8) ? double.NaN
            : cursor.Raw.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : cursor.Raw.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : throw cursor.Expected("a number");
    }

    /// <param name="names">The enumeration's names by number, without their common prefix.</param>
    public static long Enumeration(ref JsonCursor cursor, DecodeContext context, string prefix, ReadOnlySpan<string> names)
    {
        if (cursor.Token != JsonTokenType.String || cursor.Raw.IsEmpty || !char.IsAsciiLetter((char)cursor.Raw[0]))
        {
            return Signed(ref cursor, context, "an enumeration");
        }

        var name = cursor.Text(context.Texts, context);
        for (var i = 0; i < names.Length; i++)
        {
            if (name.Length == prefix.Length + names[i].Length && name.StartsWith(prefix, StringComparison.Ordinal)
                && name.EndsWith(names[i], StringComparison.Ordinal))
            {
                return i;
            }
        }

        // A newer specification's name: as unknown as a newer number would be.
        return 0;
    }

    // Numbers such as 5.0 or 1e3 are whole too, though no encoder should write them.
    private static decimal Whole(ref JsonCursor cursor, DecodeContext context, string field, decimal largest)
    {
        if (!IsNumber(ref cursor, out var number))
        {
            throw cursor.Expected("an integer");
        }

        if (Math.Abs(number) < 1e18 && Math.Floor(number) == number && (number >= 0 || largest == long.MaxValue))
        {
            return (decimal)number;
        }

        context.Mar($"{field} is not a whole number between 0 and {largest}");
        return 0;
    }

    private static bool IsNumber(ref JsonCursor cursor, out double number)
    {
        number = 0;
        if (cursor.Raw.Length > LongestNumber)
        {
            return false;
        }

        if (cursor.Token == JsonTokenType.Number)
        {
            return cursor.TryGet(out number);
        }

        return cursor.Token == JsonTokenType.String
            && double.TryParse(
                cursor.Raw, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

}
