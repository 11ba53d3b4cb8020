using System.IO.Compression;

namespace Coxswain.Gateway.Observing;

/// <summary>
/// Inflates a copy of a compressed answer piece by piece, as it passes. .NET's streams pull; this one is fed, and finds no more bytes for now where what was fed
/// ends. Of zstd there is no decoder in .NET 10 nor a kept package: such answers go through unread, and are told to be.
/// </summary>
internal sealed class Inflater : IDisposable
{
    private readonly Fed _fed = new();
    private readonly Stream _inflating;
    private readonly byte[] _piece = new byte[8192];
    private readonly long _most;
    private long _inflated;

    private Inflater(Func<Stream, Stream> decoder, long most) => (_inflating, _most) = (decoder(_fed), most);

    public delegate void Taker(ReadOnlySpan<byte> bytes);

    public static bool CanRead(string encoding) => encoding is "" or "identity" or "gzip" or "x-gzip" or "br" or "deflate";

    /// <param name="most">Bytes of the inflated answer that are read: a few bytes can be inflated to any length.</param>
    /// <returns><see langword="null"/> when there is nothing to inflate.</returns>
    public static Inflater? For(string encoding, long most) => encoding switch
    {
        "gzip" or "x-gzip" => new Inflater(static stream => new GZipStream(stream, CompressionMode.Decompress), most),
        "br" => new Inflater(static stream => new BrotliStream(stream, CompressionMode.Decompress), most),
        "deflate" => new Inflater(static stream => new ZLibStream(stream, CompressionMode.Decompress), most),
        _ => null,
    };

    /// <returns>False when the bytes are not coded as they should be, or far too many.</returns>
    public bool Read(ReadOnlySpan<byte> bytes, Taker take)
    {
        _fed.Feed(bytes);
        try
        {
            while (_inflating.Read(_piece) is > 0 and var read)
            {
                _inflated += read;
                if (_inflated > _most)
                {
                    return false;
                }

                take(_piece.AsSpan(0, read));
            }

            return true;
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    public void Dispose() => _inflating.Dispose();

    private sealed class Fed : Stream
    {
        private byte[] _bytes = [];
        private int _start;
        private int _end;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Feed(ReadOnlySpan<byte> bytes)
        {
            var left = _bytes.AsSpan(_start, _end - _start);
            if (left.Length + bytes.Length > _bytes.Length)
            {
                var larger = new byte[Math.Max(left.Length + bytes.Length, 4096)];
                left.CopyTo(larger);
                _bytes = larger;
            }
            else
            {
                left.CopyTo(_bytes);
            }

            bytes.CopyTo(_bytes.AsSpan(left.Length));
            (_start, _end) = (0, left.Length + bytes.Length);
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _end - _start);
            _bytes.AsSpan(_start, count).CopyTo(buffer);
            _start += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
