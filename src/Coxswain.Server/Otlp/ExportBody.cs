using Coxswain.Core.Kernel;

namespace Coxswain.Server.Otlp;

/// <summary>One request's inflated body in a pooled buffer. Grows by what has arrived, never by what a header promises.</summary>
internal sealed class ExportBody(BytesInFlight gate) : IDisposable
{
    private const int FirstBytes = 16 << 10;
    private const int Growth = 4;

    // The pool would keep a rare giant for good.
    private const int LargestPooled = 4 << 20;
    private byte[] _buffer = [];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads to the end; <see langword="null"/> when all of it was read.</summary>
    public async Task<ExportRefusal?> FillAsync(Stream source, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                if (_length >= limit)
                {
                    return await HasMoreAsync(source, cancellationToken) ? ExportRefusal.BodyTooLarge(limit) : null;
                }

                if (!TryGrow(limit))
                {
                    return ExportRefusal.Busy("too many bytes of other requests are being received");
                }
            }

            var read = await source.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            _length += read;
            if (_length > limit)
            {
                return ExportRefusal.BodyTooLarge(limit);
            }

            if (read == 0)
            {
                return null;
            }
        }
    }

    public void Dispose()
    {
        Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private static async Task<bool> HasMoreAsync(Stream source, CancellationToken cancellationToken)
        => await source.ReadAsync(new byte[1], cancellationToken) > 0;

    private static byte[] Rent(int bytes)
        => bytes <= LargestPooled ? PassingBuffers.Instance.Rent(bytes) : GC.AllocateUninitializedArray<byte>(bytes);

    private bool TryGrow(int limit)
    {
        var larger = Rent((int)Math.Min(limit, Math.Max(FirstBytes, (long)_buffer.Length * Growth)));
        if (!gate.TryHold(larger.Length))
        {
            Recycle(larger);
            return false;
        }

        Bytes.CopyTo(larger);
        Return(_buffer);
        _buffer = larger;
        return true;
    }

    private void Return(byte[] buffer)
    {
        gate.Release(buffer.Length);
        Recycle(buffer);
    }

    private static void Recycle(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= LargestPooled)
        {
            PassingBuffers.Instance.Return(buffer);
        }
    }
}
