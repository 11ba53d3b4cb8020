using System.Runtime.InteropServices;
using System.Text;

namespace Coxswain.Engine.Native;

/// <summary>
/// One session with the engine in this process: its own settings, current database and temporary tables. Runs one statement at a
/// time; every call blocks, so callers use <see cref="EngineThreads"/>.
/// </summary>
internal sealed unsafe class ChdbConnection : IDisposable
{
    private nint* _handle;

    private ChdbConnection(nint* handle) => _handle = handle;

    /// <param name="arguments">The engine's own arguments (path, config file) and <c>--setting=value</c> for this session.</param>
    /// <returns>Null when the engine refuses: a locked folder, or a setting's value is wrong.</returns>
    internal static ChdbConnection? TryOpen(IReadOnlyList<string> arguments)
    {
        using var strings = new NativeStrings([.. arguments.Prepend("cox")]);
        var handle = ChdbMethods.Connect(strings.Count, strings.Pointers);
        return handle is null || *handle == 0 ? null : new ChdbConnection(handle);
    }

    /// <summary>Runs a statement to its end and hands what it printed to <paramref name="consume"/> before freeing it.</summary>
    /// <exception cref="ChdbException">ClickHouse refused it.</exception>
    internal QueryCounts Execute(
        ReadOnlySpan<byte> query, string format, IReadOnlyDictionary<string, string> parameters, Action<ReadOnlyMemory<byte>>? consume = null)
    {
        using var names = new NativeStrings([.. parameters.Keys]);
        using var values = new NativeStrings([.. parameters.Values]);
        var formatBytes = Encoding.UTF8.GetBytes(format);
        nint result;
        fixed (byte* text = query)
        fixed (byte* formatText = formatBytes)
        {
            result = ChdbMethods.Query(
                *Handle, text, (nuint)query.Length, formatText, (nuint)formatBytes.Length,
                names.Pointers, names.Lengths, values.Pointers, values.Lengths, (nuint)names.Count);
        }

        return Take(result, consume);
    }

    internal InsertStream BeginInsert(string statement, string format, IReadOnlyDictionary<string, string> parameters)
    {
        using var names = new NativeStrings([.. parameters.Keys]);
        using var values = new NativeStrings([.. parameters.Values]);
        var text = Encoding.UTF8.GetBytes(statement);
        var formatBytes = Encoding.UTF8.GetBytes(format);
        nint stream;
        fixed (byte* textPointer = text)
        fixed (byte* formatPointer = formatBytes)
        {
            stream = ChdbMethods.StreamInsert(
                *Handle, textPointer, (nuint)text.Length, formatPointer, (nuint)formatBytes.Length,
                names.Pointers, names.Lengths, values.Pointers, values.Lengths, (nuint)names.Count);
        }

        return InsertStream.Open(stream);
    }

    internal static QueryCounts Take(nint result, Action<ReadOnlyMemory<byte>>? consume)
    {
        try
        {
            var error = Marshal.PtrToStringUTF8((nint)ChdbMethods.ResultError(result));
            if (!string.IsNullOrEmpty(error))
            {
                throw new ChdbException(error);
            }

            var length = ChdbMethods.ResultLength(result);
            if (consume is not null && length > 0)
            {
                using var memory = new NativeMemoryView(ChdbMethods.ResultBuffer(result), checked((int)length));
                consume(memory.Memory);
            }

            return new QueryCounts(
                ChdbMethods.StorageRowsRead(result), ChdbMethods.StorageBytesRead(result), ChdbMethods.RowsWritten(result),
                ChdbMethods.BytesWritten(result), ChdbMethods.ResultRows(result), ChdbMethods.ResultBytes(result));
        }
        finally
        {
            ChdbMethods.DestroyResult(result);
        }
    }

    public void Dispose()
    {
        var handle = _handle;
        _handle = null;
        if (handle is not null)
        {
            ChdbMethods.CloseConnection(handle);
        }
    }

    private nint* Handle => _handle is null ? throw new ObjectDisposedException(nameof(ChdbConnection)) : _handle;
}
