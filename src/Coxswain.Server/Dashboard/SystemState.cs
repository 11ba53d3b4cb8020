using System.Diagnostics;
using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Dashboard.Installation;
using Coxswain.Dashboard.Shared;
using Coxswain.Gateway;
using Coxswain.Server.Api.Doctor;
using Coxswain.Server.Hosting;
using Coxswain.Server.Hosting.Engine;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Contents;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Dashboard;

/// <summary>What this daemon knows of itself. The checks and the counts of tables cost much and are made once a minute at most.</summary>
internal sealed class SystemState(
    StoreAddress address, StoreGate gate, EngineSupervisor supervisor, IOutbox outbox, IDamageLog damage, DataFolder folder, Examination examination, StoreContentsReader contents, IServiceProvider services, TimeProvider clock) : ISystemState
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Checked = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private Task<IReadOnlyList<SystemGroup>>? _dear;
    private long _at;

    public async Task<IReadOnlyList<SystemGroup>> ReadAsync(CancellationToken cancellationToken) => [Daemon(), Store(), Outbox(), .. Gateway(), .. await DearAsync(cancellationToken)];

    private SystemGroup Daemon()
    {
        using var process = Process.GetCurrentProcess();
        return new SystemGroup(
            "daemon", "Daemon", clock.GetUtcNow(),
            [
                SystemFact.Of("version", ProductVersion.Text), SystemFact.Of("process", process.Id.ToString(CultureInfo.InvariantCulture)), SystemFact.Of("up for", Format.Duration(clock.GetUtcNow() - process.StartTime.ToUniversalTime())),
                SystemFact.Of("processor time", Format.Duration(process.TotalProcessorTime)), SystemFact.Of("memory", Format.Bytes(process.WorkingSet64)), SystemFact.Of("data folder", folder.Root),
            ],
            null, "/api/daemon", "cox status");
    }

    private SystemGroup Store()
    {
        var engine = supervisor.Status;
        List<SystemFact> facts = [SystemFact.Of("where", address.ToString()), SystemFact.Of("state", gate.Problem ?? "takes rows and questions", gate.Problem is null ? "good" : "bad")];
        if (address.IsEmbedded)
        {
            facts.Add(SystemFact.Of("engine", $"{engine.State.ToString().ToLowerInvariant()}{(engine.Pid is { } pid ? $", process {pid}" : "")}{(engine.Reason is { } reason ? $": {reason}" : "")}", engine.State == EngineState.Running ? "good" : "warn"));
            facts.Add(SystemFact.Of("engine restarts", Format.Count(engine.Restarts), engine.Restarts > 0 ? "warn" : ""));
        }

        facts.Add(DamageText.Note(damage.ReadOpen()) is { } note ? SystemFact.Of("damage", note, "bad") : SystemFact.Of("damage", "none", "good"));
        return new SystemGroup("store", "Store", clock.GetUtcNow(), facts, null, "/api/store", "cox status");
    }

    private SystemGroup Outbox()
    {
        var status = outbox.ReadStatus();
        return new SystemGroup(
            "outbox", "Received and not stored yet", clock.GetUtcNow(),
            [
                SystemFact.Of("waiting", $"{Format.Things(status.PendingRows, "row")}, {Format.Bytes(status.PendingBytes)}"),
                SystemFact.Of("oldest", status.OldestPendingAge is { } age ? Format.Duration(age) : "nothing waits", status.OldestPendingAge > Fresh ? "warn" : ""),
                SystemFact.Of("stored since the start", Format.Things(status.InsertedRows, "row")),
                SystemFact.Of("last stored", status.LastInsertAt is { } at ? $"{Format.Time(at, TimeZoneInfo.Local)}" : "nothing since the start"),
                SystemFact.Of("full", status.IsFull ? "yes: nothing more is taken" : "no", status.IsFull ? "bad" : "good"),
                SystemFact.Of("set aside", status.QuarantinedRows is { } rows ? Format.Things(rows, "row") : "unknown", status.QuarantinedRows > 0 ? "warn" : ""),
                SystemFact.Of("lost", status.LostRows is { } lost ? Format.Things(lost, "row") : "unknown", status.LostRows > 0 ? "bad" : ""),
            ],
            null, "/api/store", "cox status");
    }

    private IEnumerable<SystemGroup> Gateway()
    {
        // One command's server has no gateway.
        if (services.GetService<GatewayState>()?.Read() is { } gateway)
        {
            yield return new SystemGroup(
                "gateway", "Gateway since the start", clock.GetUtcNow(),
                [
                    SystemFact.Of("upstream", gateway.Upstream), SystemFact.Of("for Claude Code", gateway.ClaudeCode), SystemFact.Of("for other clients", gateway.OtherClients), SystemFact.Of("under way", Format.Count(gateway.UnderWay)),
                    SystemFact.Of("calls", Format.Count(gateway.Calls)), SystemFact.Of("answered", $"{Format.Count(gateway.Answered)}, {Format.Count(gateway.Recovered)} of them after a failure"), SystemFact.Of("failed", Format.Count(gateway.Failed), gateway.Failed > 0 ? "warn" : ""),
                    SystemFact.Of("degraded models", gateway.Degraded.Count == 0 ? "none" : string.Join(", ", gateway.Degraded.Select(static one => one.Model)), gateway.Degraded.Count == 0 ? "good" : "bad"),
                    SystemFact.Of("not recorded", Format.Count(gateway.Unrecorded), gateway.Unrecorded > 0 ? "warn" : ""),
                ],
                null, "/api/gateway", "cox status");
        }
    }

    private Task<IReadOnlyList<SystemGroup>> DearAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_dear is null || _dear.IsFaulted || (_dear.IsCompleted && clock.GetElapsedTime(_at) > Fresh))
            {
                _at = clock.GetTimestamp();
                _dear = ReadDearAsync();
            }

            return _dear.WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<SystemGroup>> ReadDearAsync()
    {
        var now = clock.GetUtcNow();
        var report = await examination.RunAsync(Checked, CancellationToken.None);
        var checks = new SystemGroup("checks", "Checks of 30 days", now, [.. report.Checks.Select(static check => new SystemFact($"{check.Group}: {check.Name}", check.Summary, Word(check.Status), check.Details))], null, "/api/doctor", "cox doctor");
        try
        {
            var tables = await contents.ReadAsync(CancellationToken.None);
            return [checks, new SystemGroup("tables", $"Tables, ClickHouse {tables.ServerVersion}", now, [.. tables.Tables.Select(Table)], null, "/api/store/contents", "cox status")];
        }
        catch (UnavailableException problem)
        {
            return [checks, new SystemGroup("tables", "Tables", now, [], problem.Message, "/api/store/contents", "cox status")];
        }
    }

    private static SystemFact Table(StoredTable table) => table.Problem is { } problem
        ? SystemFact.Of(table.Name, problem, "bad")
        : SystemFact.Of(table.Name, $"{(table.IsUpperBound ? "at most " : "")}{Format.Things(table.Rows, "row")}, {Format.Bytes(table.Bytes)}{(table.Newest is { } newest ? $", newest {Format.Moment(newest, TimeZoneInfo.Local)}" : "")}");

    private static string Word(DoctorStatus status) => status switch { DoctorStatus.Ok => "good", DoctorStatus.Warning => "warn", DoctorStatus.Failed => "bad", _ => "" };
}
