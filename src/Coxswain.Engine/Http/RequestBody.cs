using System.IO.Compression;
using Coxswain.Engine.Native;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Engine.Http;

/// <summary>A request's body, inflated, read in pieces.</summary>
internal sealed class RequestBody(HttpRequest request) : IDisposable
{
    private readonly Stream _stream = Inflate(request);

    /// <summary>Reads until <paramref name="limit"/> bytes or the end, whichever comes first.</summary>
    internal async Task<(byte[] Bytes, bool AtEnd)> ReadStartAsync(int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(limit, 16 * 1024)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= limit)
                {
                    return (buffer, false);
                }

                Array.Resize(ref buffer, Math.Min(limit, buffer.Length * 4));
            }

            var read = await ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return (buffer[..length], true);
            }

            length += read;
        }
    }

    /// <summary>Reads until the buffer is full or the body ends.</summary>
    /// <returns>0 at the end.</returns>
    internal async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < buffer.Length && await ReadAsync(buffer[length..], cancellationToken) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    /// <returns>0 at the end.</returns>
    /// <exception cref="ChdbException">The body is not compressed the way it says.</exception>
    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException failure)
        {
            throw new ChdbException(354, "The request body does not inflate: " + failure.Message, "ZLIB_INFLATE_FAILED");
        }
    }

    private static Stream Inflate(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        var other => throw new ChdbException(48, $"Unknown compression method: {other}", "NOT_IMPLEMENTED"),
    };

    public void Dispose()
    {
        if (!ReferenceEquals(_stream, request.Body))
        {
            _stream.Dispose();
        }
    }
}
