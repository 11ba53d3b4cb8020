using System.Globalization;
using System.IO.Compression;
using System.Text;
using Coxswain.Engine.Native;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Coxswain.Engine.Http;

/// <summary>
/// A response as ClickHouse writes it: the first bytes are held back, so that a query failing early still gets its status; after
/// that a failure is an <c>__exception__</c> block at the body's end and the transfer is broken off.
/// </summary>
internal sealed class ResponseBody(HttpContext context, QueryRequest request, string exceptionTag, string folder) : IAsyncDisposable
{
    private const int HoldBackBytes = 64 * 1024;

    private readonly FileBufferingWriteStream _held = new(
        memoryThreshold: 256 * 1024, bufferLimit: null, tempFileDirectoryAccessor: () => folder);

    private Stream? _output;

    internal bool Started => _output is not null;

    internal async Task WriteAsync(ReadOnlyMemory<byte> bytes, string summary, CancellationToken cancellationToken)
    {
        if (_output is null)
        {
            await _held.WriteAsync(bytes, cancellationToken);
            if (request.WaitForEnd || _held.Length < HoldBackBytes)
            {
                return;
            }

            await StartAsync(summary, cancellationToken);
            return;
        }

        await _output.WriteAsync(bytes, cancellationToken);
    }

    internal async Task FinishAsync(string summary, CancellationToken cancellationToken)
    {
        await using var output = await StartAsync(summary, cancellationToken);
    }

    /// <summary>Reports the failure the way that is still open.</summary>
    /// <exception cref="BrokenOffException">Rows were sent already; Kestrel must end the transfer without its last chunk.</exception>
    internal async Task FailAsync(ChdbException failure, string version, CancellationToken cancellationToken)
    {
        // Some of the library's messages end with it already.
        var ending = $" (version {version})";
        var message = $"{(failure.Message.EndsWith(ending, StringComparison.Ordinal) ? failure.Message : failure.Message + ending)}\n";
        if (_output is null)
        {
            await FailCleanlyAsync(failure.Code, message, cancellationToken);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(message).ToString(CultureInfo.InvariantCulture);
        var block = $"\r\n__exception__\r\n{exceptionTag}\r\n{message}{length} {exceptionTag}\r\n__exception__\r\n";
        await _output.WriteAsync(Encoding.UTF8.GetBytes(block), cancellationToken);
        await _output.DisposeAsync();
        throw new BrokenOffException();
    }

    private async Task FailCleanlyAsync(int code, string message, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = HttpStatusOf.Code(code);
        response.ContentType = "text/plain; charset=UTF-8";
        response.Headers["X-ClickHouse-Exception-Code"] = code.ToString(CultureInfo.InvariantCulture);
        _output = OpenOutput();
        await _output.WriteAsync(Encoding.UTF8.GetBytes(message), cancellationToken);
        await _output.DisposeAsync();
    }

    private async Task<Stream> StartAsync(string summary, CancellationToken cancellationToken)
    {
        if (_output is not null)
        {
            return _output;
        }

        context.Response.Headers["X-ClickHouse-Summary"] = summary;
        _output = OpenOutput();
        await _held.DrainBufferAsync(_output, cancellationToken);
        return _output;
    }

    private Stream OpenOutput()
    {
        var body = context.Response.Body;
        var accepted = request.Compress ? context.Request.Headers.AcceptEncoding.ToString() : "";
        if (accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true);
        }

        if (accepted.Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "br";
            return new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true);
        }

        if (accepted.Contains("deflate", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "deflate";
            return new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true);
        }

        return new BufferedStream(body, 4096);
    }

    public ValueTask DisposeAsync() => _held.DisposeAsync();
}
