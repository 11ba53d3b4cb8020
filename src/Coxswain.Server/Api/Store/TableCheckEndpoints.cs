using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Import;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.Damage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Store;

/// <summary>Reads all parts of the embedded engine's tables; the answer is one JSON object per line, each how far it has come.</summary>
internal static class TableCheckEndpoints
{
    public static void MapTableCheck(this IEndpointRouteBuilder api) => api.MapPost("/store/check", CheckAsync).AsksStore()
        .WithSummary("Reads every part of every table and sets damaged ones aside; one line of progress at a time")
        .Produces<TableCheckReport>(contentType: ProgressLines.ContentType).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> CheckAsync(TableCheck check, StoreAddress address, TimeProvider clock, HttpContext context, CancellationToken cancellationToken)
    {
        if (!address.IsEmbedded)
        {
            return Task.FromResult(ApiErrors.ServerStore.AsResult());
        }

        var started = clock.GetTimestamp();
        TableCheckReport Report(TableCheckProgress step, bool isFinished) => new(
            step.Table, step.Tables, step.Parts, step.PartsDone, step.PartsDamaged, step.PartsUnreadable, step.PartsGone, step.Bytes, step.BytesDone, step.BytesRead,
            clock.GetElapsedTime(started).TotalSeconds, isFinished);
        return ProgressLines.WriteAsync<TableCheckReport>(
            context,
            async progress => Report(await check.RunAsync(new Steps<TableCheckProgress>(step => progress.Report(Report(step, isFinished: false))), cancellationToken), isFinished: true),
            cancellationToken);
    }
}
