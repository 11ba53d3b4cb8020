using System.Globalization;
using System.IO.Compression;
using System.Text;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>
/// Hands the store's answer on as it comes. A transfer that breaks off is broken off here too, after the same bytes, so that no reader can
/// take a part for the whole: a store that failed has written its exception block by then, for one that went away the block is added.
/// </summary>
internal static class AnswerCopy
{
    private const int PieceBytes = 64 * 1024;
    private const int LargestErrorBytes = 64 * 1024;
    private static readonly byte[] BlockEnd = "__exception__\r\n"u8.ToArray();

    /// <param name="through">What rows pass on their way out; <see langword="null"/>: nothing.</param>
    /// <exception cref="BrokenOffException">The transfer broke off; what came was passed on.</exception>
    internal static async Task CopyAsync(HttpResponseMessage answer, HttpContext context, Func<Stream, Stream>? through = null)
    {
        await using var rows = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        if (ExceptionCode(answer) is { } code)
        {
            await CopyErrorAsync(rows, code, context);
            return;
        }

        if (through is not null || !WantsGzip(context.Request))
        {
            await CopyRowsAsync(rows, through?.Invoke(context.Response.Body) ?? context.Response.Body, Tag(answer), context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentEncoding = "gzip";
        await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await CopyRowsAsync(rows, packed, Tag(answer), context.RequestAborted);
    }

    /// <summary>Set when the store failed before its first row.</summary>
    internal static int? ExceptionCode(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("X-ClickHouse-Exception-Code", out var codes)
            && int.TryParse(codes.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static async Task CopyErrorAsync(Stream text, int code, HttpContext context)
    {
        var message = new byte[LargestErrorBytes];
        var length = await text.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, context.RequestAborted);
        await context.Response.Body.WriteAsync(message.AsMemory(0, length), context.RequestAborted);
        if (LimitAdvice.Setting(code, Encoding.UTF8.GetString(message, 0, length)) is { } setting && !AskedForLess(context.Request.Query))
        {
            await context.Response.WriteAsync($"No rows are returned: {LimitAdvice.Raise(setting)}.\n", context.RequestAborted);
        }
    }

    private static async Task CopyRowsAsync(Stream rows, Stream output, string? tag, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        var tail = Array.Empty<byte>();
        while (true)
        {
            int read;
            try
            {
                read = await rows.ReadAsync(piece, cancellationToken);
            }
            catch (Exception broken) when (broken is IOException or HttpRequestException)
            {
                await BreakOffAsync(output, tail, tag, cancellationToken);
                throw new BrokenOffException("The store broke its answer off.", broken);
            }

            if (read == 0)
            {
                return;
            }

            await output.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            tail = [.. tail, .. piece.AsSpan(Math.Max(0, read - BlockEnd.Length), Math.Min(read, BlockEnd.Length))];
            tail = tail[Math.Max(0, tail.Length - BlockEnd.Length)..];
        }
    }

    private static async Task BreakOffAsync(Stream output, byte[] tail, string? tag, CancellationToken cancellationToken)
    {
        if (tag is not null && !tail.AsSpan().SequenceEqual(BlockEnd))
        {
            const string Message = "Code: 210. DB::Exception: The store went away in the middle of its answer. (NETWORK_ERROR)\n";
            await output.WriteAsync(Encoding.UTF8.GetBytes($"\r\n__exception__\r\n{tag}\r\n{Message}{Message.Length} {tag}\r\n__exception__\r\n"), cancellationToken);
        }

        await output.FlushAsync(cancellationToken);
    }

    private static bool WantsGzip(HttpRequest request) =>
        request.Query["enable_http_compression"] == "1" && request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    private static bool AskedForLess(IQueryCollection query) => query.Keys.Any(static name => name.StartsWith("max_", StringComparison.Ordinal));

    private static string? Tag(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("X-ClickHouse-Exception-Tag", out var tags) ? tags.FirstOrDefault() : null;
}
