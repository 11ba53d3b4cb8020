using System.IO.Compression;

namespace Coxswain.Server.Otlp;

/// <summary>A body's compression, under the names HTTP and gRPC share.</summary>
internal sealed class Compression
{
    private readonly Func<Stream, Stream> _inflate;

    private Compression(string name, Func<Stream, Stream> inflate)
    {
        Name = name;
        _inflate = inflate;
    }

    public static Compression None { get; } = new("identity", static body => body);

    /// <summary>What a sender may be told to use instead.</summary>
    public const string Accepted = "gzip, deflate";

    private static readonly Compression[] All =
    [
        None,
        new("gzip", static body => new GZipStream(body, CompressionMode.Decompress)),
        new("deflate", static body => new ZLibStream(body, CompressionMode.Decompress)),
    ];

    public string Name { get; }

    /// <param name="name">Empty for none.</param>
    /// <returns><see langword="null"/> for a compression we do not know, several at once included.</returns>
    public static Compression? Find(string name) => name.Length == 0
        ? None
        : Array.Find(All, one => string.Equals(one.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    public Stream Inflate(Stream body) => _inflate(body);
}
