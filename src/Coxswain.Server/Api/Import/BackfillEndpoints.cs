using Coxswain.Server.Api.Store;
using Coxswain.Storage.ClickHouse.Backfill;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Import;

/// <summary>Fills the typed tables from raw rows that were there before them; the answer is one JSON object per line, each how far it has come.</summary>
internal static class BackfillEndpoints
{
    public static void MapBackfill(this IEndpointRouteBuilder api) => api.MapPost("/import/clickhouse", FillAsync).AsksStore()
        .WithSummary("Fills the typed tables from a collector's rows; one line of progress at a time").Produces<BackfillReport>(contentType: ProgressLines.ContentType);

    private static Task<IResult> FillAsync(TypedBackfill backfill, TimeProvider clock, HttpContext context, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        BackfillReport Report(BackfillProgress step, bool isFinished) =>
            new(step.Source, step.Day, step.DaysDone, step.Days, step.Rows, step.TotalRows, clock.GetElapsedTime(started).TotalSeconds, isFinished);
        return ProgressLines.WriteAsync<BackfillReport>(
            context,
            async progress => Report(await backfill.RunAsync(new Steps<BackfillProgress>(step => progress.Report(Report(step, isFinished: false))), cancellationToken), isFinished: true),
            cancellationToken);
    }
}
