using System.Text.Json;
using System.Threading.Channels;
using Coxswain.Storage.ClickHouse.Backfill;
using Coxswain.Storage.ClickHouse.Contents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Store;

/// <summary>What the store holds, and filling its typed tables from raw rows that were there before them: one JSON object per line, each how far it has come.</summary>
internal static class BackfillEndpoints
{
    public static void MapBackfill(this IEndpointRouteBuilder api)
    {
        api.MapGet("/store/contents", static (StoreContentsReader reader, CancellationToken cancellationToken) => reader.ReadAsync(cancellationToken)).AsksStore()
            .WithSummary("Rows, days and sizes of each table");
        api.MapPost("/import/clickhouse", FillAsync).AsksStore()
            .WithSummary("Fills the typed tables from a collector's rows; one line of progress at a time").Produces<BackfillReport>(contentType: "application/x-ndjson");
    }

    private static async Task<IResult> FillAsync(TypedBackfill backfill, TimeProvider clock, HttpContext context, CancellationToken cancellationToken)
    {
        var steps = Channel.CreateBounded<BackfillProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var started = clock.GetTimestamp();
        var running = RunAsync(backfill, steps.Writer, cancellationToken);
        context.Response.ContentType = "application/x-ndjson";
        await foreach (var step in steps.Reader.ReadAllAsync(cancellationToken))
        {
            await WriteAsync(context.Response, step, clock.GetElapsedTime(started), isFinished: false, cancellationToken);
        }

        await WriteAsync(context.Response, await running, clock.GetElapsedTime(started), isFinished: true, cancellationToken);
        return Results.Empty;
    }

    private static async Task<BackfillProgress> RunAsync(TypedBackfill backfill, ChannelWriter<BackfillProgress> steps, CancellationToken cancellationToken)
    {
        try
        {
            var end = await backfill.RunAsync(new Steps(steps), cancellationToken);
            steps.Complete();
            return end;
        }
        catch (Exception problem)
        {
            steps.Complete(problem);
            throw;
        }
    }

    private static async Task WriteAsync(HttpResponse response, BackfillProgress step, TimeSpan elapsed, bool isFinished, CancellationToken cancellationToken)
    {
        var report = new BackfillReport(step.Source, step.Day, step.DaysDone, step.Days, step.Rows, step.TotalRows, elapsed.TotalSeconds, isFinished);
        await JsonSerializer.SerializeAsync(response.Body, report, JsonSerializerOptions.Web, cancellationToken);
        await response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private sealed class Steps(ChannelWriter<BackfillProgress> writer) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => writer.TryWrite(value);
    }
}
