using System.IO.Compression;
using System.Net;

namespace Coxswain.Tests.Server.Otlp;

/// <summary>Zeros, compressed while they are sent: a few megabytes on the wire, gigabytes behind them.</summary>
internal sealed class BombContent(string encoding, long zeros) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        try
        {
            await using Stream compressor = encoding == "gzip"
                ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)
                : new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            var block = new byte[1 << 20];
            for (var left = zeros; left > 0; left -= block.Length)
            {
                await compressor.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
            }
        }
        catch (IOException)
        {
            // The server has answered and hung up, which is the point.
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
