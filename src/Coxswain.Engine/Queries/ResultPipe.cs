using System.Globalization;
using System.IO.Pipes;

namespace Coxswain.Engine.Queries;

/// <summary>
/// The way a SELECT's rows leave the engine: ClickHouse writes them INTO OUTFILE to this pipe. The C API's own streams frame every
/// block as a document of its own (a JSON document per block); a file is written as one, and the full pipe holds the query back.
/// </summary>
internal sealed class ResultPipe : IDisposable
{
    private readonly AnonymousPipeServerStream _reader = new(PipeDirection.In, HandleInheritability.None);

    /// <summary>Names the writing end to the code inside this process.</summary>
    internal string WriterPath =>
        (OperatingSystem.IsLinux() ? "/proc/self/fd/" : "/dev/fd/")
        + _reader.ClientSafePipeHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);

    /// <returns>0 once every writer has closed.</returns>
    internal int Read(byte[] buffer) => _reader.Read(buffer, 0, buffer.Length);

    /// <summary>After the query has ended: lets the reader see the end.</summary>
    internal void CloseWriter() => _reader.DisposeLocalCopyOfClientHandle();

    public void Dispose() => _reader.Dispose();
}
