using System.IO.Compression;

namespace Coxswain.Tests.Server.Otlp;

/// <summary>Zeros, compressed: a few megabytes that stand for gigabytes. Gzip repeats one member, which is one stream to whoever inflates it.</summary>
internal static class Bombs
{
    private const int MemberBytes = 100_000_000;

    public static byte[] Zeros(string encoding, long zeros)
    {
        if (encoding != "gzip")
        {
            return Compress(static inner => new ZLibStream(inner, CompressionLevel.Fastest, leaveOpen: true), zeros);
        }

        var member = Compress(static inner => new GZipStream(inner, CompressionLevel.Fastest, leaveOpen: true), MemberBytes);
        return [.. Enumerable.Repeat(member, (int)(zeros / MemberBytes)).SelectMany(static one => one)];
    }

    private static byte[] Compress(Func<Stream, Stream> compressor, long zeros)
    {
        using var bytes = new MemoryStream();
        using (var stream = compressor(bytes))
        {
            var block = new byte[1 << 20];
            for (var left = zeros; left > 0; left -= block.Length)
            {
                stream.Write(block, 0, (int)Math.Min(left, block.Length));
            }
        }

        return bytes.ToArray();
    }
}
