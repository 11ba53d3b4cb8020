using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// Cuts a growing file into lines with bounded memory. A line longer than <see cref="LongestLineBytes"/> is passed over without being held;
/// bytes after the last line feed are the <see cref="Tail"/>, which stays unread.
/// </summary>
internal sealed class LineSource(SafeFileHandle file, long offset, bool isInLongLine) : IDisposable
{
    public const int LongestLineBytes = 64 * 1024 * 1024;
    private const int BlockBytes = 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private long _bufferOffset = offset;
    private int _next;
    private int _searched;
    private int _filled;

    /// <summary>Where the next unread line starts; inside it when <see cref="IsInLongLine"/>.</summary>
    public long Offset => _bufferOffset + _next;

    public bool IsInLongLine { get; private set; } = isInLongLine;

    /// <summary>What follows the last line feed, once <see cref="TryNext"/> has returned false; valid until the next call.</summary>
    public ReadOnlySpan<byte> Tail => IsInLongLine ? default : _buffer.AsSpan(_next, _filled - _next);

    /// <param name="line">Without its line feed; valid until the next call. Empty when <paramref name="isTooLong"/>.</param>
    public bool TryNext(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        isTooLong = false;
        while (true)
        {
            var feed = _buffer.AsSpan(_searched, _filled - _searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                isTooLong = IsInLongLine;
                line = isTooLong ? default : _buffer.AsSpan(_next, _searched + feed - _next);
                _next = _searched = _searched + feed + 1;
                IsInLongLine = false;
                return true;
            }

            _searched = _filled;
            if (IsInLongLine || _filled - _next > LongestLineBytes)
            {
                IsInLongLine = true;
                _next = _filled;
            }

            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    public void TakeTail() => _next = _searched = _filled;

    public void Dispose() => Replace([]);

    private bool Fill()
    {
        MakeRoom();
        var read = RandomAccess.Read(file, _buffer.AsSpan(_filled), _bufferOffset + _filled);
        _filled += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        var held = _filled - _next;
        if (_next > 0)
        {
            var target = held < BlockBytes / 2 && _buffer.Length > BlockBytes ? ArrayPool<byte>.Shared.Rent(BlockBytes) : _buffer;
            _buffer.AsSpan(_next, held).CopyTo(target);
            Replace(target);
            _bufferOffset += _next;
            (_next, _searched, _filled) = (0, held, held);
        }

        if (_filled == _buffer.Length)
        {
            var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(_buffer.Length * 2L, LongestLineBytes + BlockBytes));
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            Replace(larger);
        }
    }

    /// <summary>Only buffers of the usual size go back to the pool: it would keep the rare huge ones for ever.</summary>
    private void Replace(byte[] buffer)
    {
        if (buffer != _buffer && _buffer.Length == BlockBytes)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = buffer;
    }
}
