using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CsCheck;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Texts an attribute may hold where a number belongs, and what number each is, worked out without floating point.</summary>
internal static partial class NumberTexts
{
    private const int LongestScientific = 18;

    private static readonly BigInteger MostTokens = BigInteger.Pow(10, 15);

    private static readonly string[] Known =
    [
        "0", "7", "007", "+7", "-0", "-1", "-5", "12.0", "12.", "12.5", ".5", "1e3", "1.5e3", "1.55e1", "1E+2", "1e-2", "1e15", "1e16", "1e400", "-1e400", "1e", "e5", "999999999999999",
        "1000000000000000", "1000000000000001", "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "18446744073709551617",
        "36893488147419103233", "99999999999999999999999999", "NaN", "nan", "-nan", "inf", "Infinity", "-Infinity", "null", "true", "{}", "twelve", "1,000", "1_000", "0x1F", " 12", "12 ", "1 2", "١٢",
        "12\u0000", "1e5e5", "--5", "+-5", "0.00000000000000000001", "1.00000000000000000001", "'; DROP TABLE api_requests; --", new string('9', 400), "0." + new string('0', 400) + "1",
    ];

    private static readonly Gen<string> Scrambled = Gen.Char["0123456789+-.eE x"].Array[1, 24].Select(static chars => new string(chars));

    private static readonly Gen<string> Digits = Gen.Char["0123456789"].Array[1, 22].Select(static chars => new string(chars));

    private static readonly Gen<string> Doubles = Gen.Double[-10, 2e15].Select(static value => value.ToString("R", CultureInfo.InvariantCulture));

    public static Gen<string> Any { get; } = Gen.Frequency((4, Gen.Int[0, Known.Length - 1].Select(static i => Known[i])), (3, Gen.Long[0, 500_000].Select(static n => n.ToString(CultureInfo.InvariantCulture))), (2, Digits), (1, Doubles), (2, Scrambled));

    /// <summary>The token count a text is; <see langword="null"/>: none.</summary>
    public static long? Tokens(string text)
    {
        if (WholePattern().Match(text) is not { Success: true } match || (match.Groups[3].Success && text.Length > LongestScientific))
        {
            return null;
        }

        var fraction = match.Groups[2].Value;
        var exponent = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
        var scaled = BigInteger.Parse(match.Groups[1].Value + fraction, CultureInfo.InvariantCulture) * BigInteger.Pow(10, exponent);
        var whole = BigInteger.DivRem(scaled, BigInteger.Pow(10, fraction.Length), out var rest);
        return rest.IsZero && whole <= MostTokens ? (long)whole : null;
    }

    /// <summary>The amount a text is; <see langword="null"/>: none.</summary>
    public static double? Money(string text) =>
        DecimalPattern().IsMatch(text) && double.Parse(text, CultureInfo.InvariantCulture) is >= 0 and <= 1e9 and var amount ? amount : null;

    [GeneratedRegex(@"^\+?([0-9]+)(?:\.([0-9]*))?(?:[eE]\+?([0-9]{1,2}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WholePattern();

    [GeneratedRegex(@"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalPattern();
}
