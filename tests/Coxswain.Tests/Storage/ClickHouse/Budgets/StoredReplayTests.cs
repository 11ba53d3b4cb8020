using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Usage;
using Coxswain.Otlp;
using Coxswain.Storage.ClickHouse.Budgets;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Storage.ClickHouse.Usage.Caching;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Testing.Traces.Transcripts;
using Coxswain.Testing.Traces.Workloads;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Storage.ClickHouse.Usage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtlpSignal = Coxswain.Otlp.OtlpSignal;

namespace Coxswain.Tests.Storage.ClickHouse.Budgets;

/// <summary>A small workload through the real store: telemetry as the client sends it, and transcripts whose prompts are kept.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class StoredReplayTests(UsageStoreBed bed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doing_nothing_costs_what_was_paid()
    {
        var (room, trace) = await FillAsync();

        var report = await AnswerAsync(room, "do-nothing");

        Assert.Equal(trace.Sessions.Count, report.Sessions.Count);
        Assert.Equal(trace.Requests.Count(), report.Totals?.Requests);
        Assert.Equal(1, (double)(report.Totals?.ReplayedUsd ?? 0) / (double)trace.CostUsd, 0.001);
        Assert.Equal(report.Totals?.ActualUsd, report.Totals?.ReplayedUsd);
    }

    [Fact]
    public async Task Recommended_policy_is_told_with_its_assumptions_and_by_session()
    {
        var (room, _) = await FillAsync();

        var report = await AnswerAsync(room, "recommended");

        Assert.True(report is { TasksWithWords: > 0, Totals: { MovedRequests: > 0, SavedUsd: > 0 } });
        Assert.NotEmpty(report.Assumptions);
        Assert.Equal(report.Totals?.ReplayedUsd, report.Sessions.Sum(static row => row.Figures.ReplayedUsd));
        Assert.Equal(report.Totals?.ReplayedUsd, report.Routes.Sum(static row => row.Figures.ReplayedUsd));
        Assert.InRange(report.CacheModelRatio ?? 0, 0.9m, 1.1m);
    }

    [Fact]
    public async Task Unknown_policy_is_refused_with_those_there_are()
    {
        var room = await bed.OpenAsync();
        var problems = new Dictionary<string, string>();

        Assert.Null(await Replays(room).AnswerAsync(new ReplayQuestion("best", null, new UsageQuestion("", "", "", "", "", "", "")), problems, Cancel));
        Assert.Contains("do-nothing, recommended, all-fable, all-haiku", problems["policy"], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(UsageStoreRoom Room, Trace Trace)> FillAsync()
    {
        var room = await bed.OpenAsync();
        var trace = TraceGenerator.Generate(Workload.Baseline(seed: 11, sessions: 12));
        foreach (var session in trace.Sessions)
        {
            await room.WriteAsync([.. TelemetryRendering.Render(session, trace.Options).Where(static export => export.Logs.Count > 0).SelectMany(static export =>
                OtlpDecoder.Decode(OtlpSignal.Logs, OtlpEncoding.Protobuf, export.ToProtobuf(), new OtlpOptions(), export.At).Batch.Logs)]);
        }

        TranscriptRendering.WriteTo(trace, _folder.Path);
        var read = new MemoryTranscriptStore();
        using var importer = new TranscriptImporter(read, new TranscriptOptions { KeepPromptText = true }, TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        await importer.ImportAsync([Path.Combine(_folder.Path, "projects")], null, Cancel);
        foreach (var batch in read.Batches)
        {
            await room.WriteAsync(batch);
        }

        return (room, trace);
    }

    private static Replays Replays(UsageStoreRoom room) => new(
        new ClickHouseCacheStore(room.Client), new ClickHouseReplayStore(room.Client), new ClickHouseSessionStore(room.Client), room.Book, new FakeTimeProvider(UsageStoreRoom.Noon));

    private static async Task<ReplayReport> AnswerAsync(UsageStoreRoom room, string policy)
    {
        var problems = new Dictionary<string, string>();
        var report = await Replays(room).AnswerAsync(new ReplayQuestion(policy, null, new UsageQuestion("", "", "", "", "", "", "")), problems, Cancel);
        Assert.Empty(problems);
        return report ?? throw new InvalidOperationException("No report.");
    }
}
