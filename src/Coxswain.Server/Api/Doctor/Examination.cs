using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry.Drift;
using Coxswain.Core.Usage;
using Coxswain.Gateway;
using Coxswain.Server.Api.Budgets;
using Coxswain.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Api.Doctor;

/// <summary>Runs all checks. One that cannot reach the store is unknown, one that the store refuses has failed; the others still run.</summary>
internal sealed class Examination(MachineChecks machine, TranscriptAge age, IDriftStore drift, IUsageStore usage, ISessionStore sessions, IRecoveryStore calls, IServiceProvider services, TimeProvider clock)
{
    private const int PriceExamples = 5;
    private const int MostSessions = 10_000;

    public async Task<DoctorReport> RunAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        var range = TimeRange.Last(window, clock);
        var checks = new List<DoctorCheck>();
        checks.AddRange(await AskAsync("telemetry", "client versions", async () =>
            TelemetryChecks.Drift(TelemetryCatalog.Shipped(), await drift.ReadObservedAsync(range, cancellationToken))));
        IReadOnlyList<SourceDrift> sources = [];
        checks.AddRange(await AskAsync("telemetry", "sources", async () =>
            TelemetryChecks.Sources(
                sources = await drift.ReadSourcesAsync(range, cancellationToken), await drift.ReadSourceFieldsAsync(range, cancellationToken), await drift.CountGatewayOnlyAsync(range, cancellationToken))));
        checks.AddRange(await AskAsync("telemetry", "hooks", async () =>
            [TelemetryChecks.Hooks(await drift.ReadHookArrivalsAsync(range, cancellationToken))]));
        checks.AddRange(await AskAsync("prices", "agreement", async () =>
            [PriceChecks.Agreement(await usage.ReadPriceAgreementsAsync(range, PriceExamples, cancellationToken))]));
        checks.AddRange(await AskAsync("prices", "client totals", async () =>
            [PriceChecks.ClientTotals(await sessions.ReadClientTotalsAsync("", range, MostSessions, cancellationToken))]));
        checks.AddRange(await AskAsync("telemetry", "numbers", async () =>
            [PriceChecks.Numbers(await usage.ReadBadNumbersAsync(range, cancellationToken), sources.Sum(static one => one.Both + one.OtlpOnly))]));
        checks.AddRange(await AskAsync("transcripts", "lines", async () =>
            [TranscriptChecks.Gaps(await drift.ReadTranscriptGapsAsync(cancellationToken))]));
        checks.AddRange(await AskAsync("transcripts", "request ids", async () =>
            [TranscriptChecks.RequestIds(await usage.ReadSharedRequestIdsAsync(range, PriceExamples, cancellationToken), sources.Sum(static one => one.Both + one.TranscriptOnly))]));
        checks.AddRange(await age.RunAsync(cancellationToken));
        // One command's server has no gateway.
        checks.AddRange(GatewayChecks.Now(services.GetService<GatewayState>()?.Read()));
        checks.Add(AlertChecks.Channels(await services.GetRequiredService<AlertReports>().ReadChannelsAsync(cancellationToken)));
        checks.AddRange(await AskAsync("gateway", "calls", async () => [GatewayChecks.Recorded(await calls.CountCallsAsync(range, cancellationToken))]));

        // Last, for what is asked of the store may find damage.
        return new DoctorReport(range.From, range.To, [.. machine.Run(), .. checks]);
    }

    private static async Task<IReadOnlyList<DoctorCheck>> AskAsync(string group, string name, Func<Task<IReadOnlyList<DoctorCheck>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StoreUnavailableException problem)
        {
            return [DoctorCheck.Of(group, name, DoctorStatus.Unknown, problem.Message)];
        }
        catch (StoreRejectedException problem)
        {
            return [DoctorCheck.Of(group, name, DoctorStatus.Failed, problem.Message)];
        }
    }
}
