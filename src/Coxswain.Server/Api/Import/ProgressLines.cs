using System.Text.Json;
using System.Threading.Channels;
using Coxswain.Server.Api.Errors;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Api.Import;

/// <summary>
/// Answers something long with one JSON object per line: how far it has come, at its own pace or the reader's, and last its end. A failure after the
/// first line is a last line <c>{"error":{"code":…,"detail":…,"action":…}}</c>, because the status has been sent by then.
/// </summary>
internal static class ProgressLines
{
    public const string ContentType = "application/x-ndjson";

    /// <param name="run">Told where to report to; returns the last line.</param>
    public static async Task<IResult> WriteAsync<T>(HttpContext context, Func<IProgress<T>, Task<T>> run, CancellationToken cancellationToken)
    {
        var steps = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var running = RunAsync(run, steps.Writer);
        var response = context.Response;
        response.ContentType = ContentType;
        await foreach (var step in steps.Reader.ReadAllAsync(cancellationToken))
        {
            await WriteLineAsync(response, step, cancellationToken);
        }

        try
        {
            await WriteLineAsync(response, await running, cancellationToken);
            return Results.Empty;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && response.HasStarted)
        {
            var known = ApiErrors.OfStore(failure);
            var error = known ?? ApiErrors.Internal;
            await WriteLineAsync(response, new { error = new { error.Code, error.Detail, error.Action } }, cancellationToken);
            if (known is null)
            {
                throw;
            }

            return Results.Empty;
        }
        catch (Exception failure) when (ApiErrors.OfStore(failure) is { } error)
        {
            return error.AsResult();
        }
    }

    private static async Task<T> RunAsync<T>(Func<IProgress<T>, Task<T>> run, ChannelWriter<T> steps)
    {
        try
        {
            return await run(new Steps<T>(step => steps.TryWrite(step)));
        }
        finally
        {
            steps.Complete();
        }
    }

    private static async Task WriteLineAsync<T>(HttpResponse response, T line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(response.Body, line, JsonSerializerOptions.Web, cancellationToken);
        await response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
