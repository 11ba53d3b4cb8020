using System.Runtime.InteropServices;

namespace Coxswain.Engine.Native;

/// <summary>An INSERT under way whose rows arrive in pieces. <see cref="Append"/> blocks while the engine is behind.</summary>
internal sealed unsafe class InsertStream : IDisposable
{
    private nint _handle;
    private bool _finished;

    private InsertStream(nint handle) => _handle = handle;

    /// <exception cref="ChdbException">The statement was refused.</exception>
    internal static InsertStream Open(nint handle)
    {
        var stream = new InsertStream(handle);
        var error = Marshal.PtrToStringUTF8((nint)ChdbMethods.StreamInsertError(handle));
        if (string.IsNullOrEmpty(error))
        {
            return stream;
        }

        stream._finished = true;
        stream.Dispose();
        throw new ChdbException(error);
    }

    /// <returns>False when the insert has failed already; <see cref="Finish"/> then says why.</returns>
    internal bool Append(ReadOnlySpan<byte> rows)
    {
        fixed (byte* start = rows)
        {
            return ChdbMethods.StreamAppend(_handle, start, (nuint)rows.Length) == 0;
        }
    }

    /// <exception cref="ChdbException">The rows were refused.</exception>
    internal QueryCounts Finish()
    {
        _finished = true;
        return ChdbConnection.Take(ChdbMethods.StreamDone(_handle), null);
    }

    public void Dispose()
    {
        if (_handle == 0)
        {
            return;
        }

        if (!_finished)
        {
            ChdbMethods.StreamCancelInsert(_handle);
        }

        ChdbMethods.DestroyInsertStream(_handle);
        _handle = 0;
    }
}
