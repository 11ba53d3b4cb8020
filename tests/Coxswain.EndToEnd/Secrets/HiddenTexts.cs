using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Coxswain.EndToEnd.Secrets;

/// <summary>
/// What a text says in another spelling: base64 in its two alphabets and at every place in its groups, hexadecimal, percent and JSON escapes, two bytes a character,
/// gzip and zlib; and those inside each other. Texts are Latin-1 images of bytes.
/// </summary>
internal static partial class HiddenTexts
{
    private const int Deepest = 3;
    private const int LongestInflated = 64 * 1024 * 1024;

    /// <summary>The text itself and everything that is hidden in it.</summary>
    public static IEnumerable<(string Text, string Spelling)> In(string text) => In(text, "", Deepest);

    private static IEnumerable<(string Text, string Spelling)> In(string text, string spelling, int depth)
    {
        yield return (text, spelling);
        if (depth == 0)
        {
            yield break;
        }

        foreach (var (inner, name) in Decoded(text))
        {
            foreach (var found in In(inner, $"{spelling} as {name}", depth - 1))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<(string Text, string Name)> Decoded(string text)
    {
        foreach (var run in Base64Runs().Matches(text).AsEnumerable())
        {
            var letters = run.Value.Replace('-', '+').Replace('_', '/');
            for (var skipped = 0; skipped < 4; skipped++)
            {
                yield return (Encoding.Latin1.GetString(Convert.FromBase64String(letters[skipped..(skipped + ((letters.Length - skipped) / 4 * 4))])), "base64");
            }
        }

        foreach (var run in HexRuns().Matches(text).AsEnumerable())
        {
            for (var skipped = 0; skipped < 2; skipped++)
            {
                yield return (Encoding.Latin1.GetString(Convert.FromHexString(run.Value.AsSpan(skipped, (run.Length - skipped) / 2 * 2))), "hex");
            }
        }

        if (PercentRuns().IsMatch(text))
        {
            yield return (PercentEscapes().Replace(text, static escape => Character(escape.Value[1..])), "percent escapes");
        }

        if (JsonEscapes().IsMatch(text))
        {
            yield return (JsonEscapes().Replace(text, static escape => Character(escape.Value[2..])), "JSON escapes");
        }

        foreach (var run in WideRuns().Matches(text).AsEnumerable())
        {
            yield return (run.Value.Replace("\0", "", StringComparison.Ordinal), "two bytes a character");
        }

        foreach (var inflated in Inflated(text))
        {
            yield return inflated;
        }
    }

    private static IEnumerable<(string Text, string Name)> Inflated(string text)
    {
        var starts = Compressed().Matches(text);
        var bytes = starts.Count > 0 ? Encoding.Latin1.GetBytes(text) : [];
        foreach (var start in starts.AsEnumerable())
        {
            var isGzip = start.Value[0] == '\u001f';
            using var rest = new MemoryStream(bytes, start.Index, bytes.Length - start.Index);
            using Stream inflating = isGzip ? new GZipStream(rest, CompressionMode.Decompress) : new ZLibStream(rest, CompressionMode.Decompress);
            if (Inflate(inflating) is { Length: > 0 } inner)
            {
                yield return (inner, isGzip ? "gzip" : "zlib");
            }
        }
    }

    // What comes before the stream breaks counts too: bytes that only look like a start break at once.
    private static string Inflate(Stream inflating)
    {
        using var inner = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (inner.Length < LongestInflated && inflating.Read(buffer) is var read and > 0)
            {
                inner.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return Encoding.Latin1.GetString(inner.ToArray());
        }

        return Encoding.Latin1.GetString(inner.ToArray());
    }

    private static string Character(string hex) => ((char)int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();

    // A marker of 36 characters is 48 letters of base64 and 72 of hexadecimal.
    [GeneratedRegex("[A-Za-z0-9+/_-]{48,}")]
    private static partial Regex Base64Runs();

    [GeneratedRegex("[0-9A-Fa-f]{72,}")]
    private static partial Regex HexRuns();

    // Eight in a row, or one of base64's own three signs, which cut its letters apart.
    [GeneratedRegex("(%[0-9A-Fa-f]{2}){8,}|%(2[BbFf]|3[Dd])")]
    private static partial Regex PercentRuns();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex PercentEscapes();

    [GeneratedRegex(@"\\u00[0-9A-Fa-f]{2}")]
    private static partial Regex JsonEscapes();

    [GeneratedRegex("([ -~]\0){8,}")]
    private static partial Regex WideRuns();

    [GeneratedRegex("\u001f\u008b\u0008|x[\u0001\u005e\u009c\u00da]")]
    private static partial Regex Compressed();
}
