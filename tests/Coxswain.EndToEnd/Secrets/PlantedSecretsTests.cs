using System.IO.Compression;
using System.Text;

namespace Coxswain.EndToEnd.Secrets;

/// <summary>The search itself: what it cannot see, <see cref="SecretsTests"/> would call clean.</summary>
public sealed class PlantedSecretsTests
{
    private static readonly PlantedSecrets Secrets = new();
    private static readonly string Secret = Secrets.At("here")[0];

    public static TheoryData<string, string> Spellings => new()
    {
        { "as written", Secret },
        { "base64", Base64(Secret) },
        { "base64, one byte in", Base64("x" + Secret) },
        { "base64, two bytes in", Base64("xy" + Secret) },
        { "base64 behind other letters", "abc" + Base64(Secret) },
        { "base64 for URLs", Base64("\u00ff\u00fe?>" + Secret + "\u00ff\u00fb").Replace('+', '-').Replace('/', '_').TrimEnd('=') },
        { "hex", Convert.ToHexString(Bytes(Secret)) },
        { "small hex behind a digit", "0" + Convert.ToHexStringLower(Bytes(Secret)) },
        { "every character percent-escaped", string.Concat(Secret.Select(static letter => $"%{(int)letter:X2}")) },
        { "every character JSON-escaped", string.Concat(Secret.Select(static letter => $"\\u{(int)letter:x4}")) },
        { "two bytes a character", Encoding.Latin1.GetString(Encoding.Unicode.GetBytes("12345678" + Secret)) },
        { "gzip", Deflated(static stream => new GZipStream(stream, CompressionLevel.Optimal)) },
        { "zlib", Deflated(static stream => new ZLibStream(stream, CompressionLevel.Fastest)) },
        { "gzip in base64 in a percent-escaped text", Uri.EscapeDataString(Base64(Deflated(static stream => new GZipStream(stream, CompressionLevel.Optimal)))) },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Secret_is_found_in_every_spelling(string spelling, string text)
    {
        Assert.StartsWith("here, kind 1: in a file", Secrets.FoundIn($"before {text} behind", "a file").FirstOrDefault() ?? spelling, StringComparison.Ordinal);
        Assert.Empty(Secrets.FoundIn(text, "a file", "here"));
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Base64(string text) => Convert.ToBase64String(Bytes(text));

    private static string Deflated(Func<Stream, Stream> deflate)
    {
        using var bytes = new MemoryStream();
        using (var deflating = deflate(bytes))
        {
            deflating.Write(Bytes(Secret));
        }

        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
