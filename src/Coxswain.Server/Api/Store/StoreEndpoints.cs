using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Hosting.Engine;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Contents;
using Coxswain.Storage.Opening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Store;

internal static class StoreEndpoints
{
    public static void MapStore(this IEndpointRouteBuilder api)
    {
        api.MapGet("/store", Describe).WithSummary("State of the store, the engine and the outbox, and damage nobody has acknowledged").Produces<StoreReport>();
        api.MapGet("/store/contents", static (StoreContentsReader reader, CancellationToken cancellationToken) => reader.ReadAsync(cancellationToken)).AsksStore()
            .WithSummary("Rows, days and sizes of each table");
        api.MapPost("/store/damage/acknowledge", static (IDamageLog damage) => Results.Ok(new AcknowledgedDamage(damage.Acknowledge())))
            .WithSummary("Says that all damage told of has been read").Produces<AcknowledgedDamage>();
    }

    private static IResult Describe(StoreAddress address, StoreGate gate, StoreOpener opener, EngineSupervisor supervisor, IOutbox outbox, IDamageLog damage)
    {
        var engine = supervisor.Status;
        var status = outbox.ReadStatus();
        var open = damage.ReadOpen();
        return Results.Ok(new StoreReport(
            address.ToString(), gate.Problem, engine.State, engine.Pid, engine.Reason, engine.Since, engine.Restarts, engine.SetAside,
            opener.DetachedParts, Report(status), [.. open.Select(DamageReport.Of)], DamageText.Note(open)));
    }

    private static OutboxReport Report(OutboxStatus status) => new(
        status.PendingRows, status.PendingBytes, status.OldestPendingAge?.TotalSeconds, status.InsertedRows, status.LastInsertAt, status.StoreProblem,
        status.IsFull, status.QuarantinedRows, status.LostRows,
        [.. status.Quarantined.Select(static entry =>
            new QuarantineReport(entry.Time, entry.Kind, entry.Shape, entry.Rows, entry.Reason, entry.Path))]);
}
