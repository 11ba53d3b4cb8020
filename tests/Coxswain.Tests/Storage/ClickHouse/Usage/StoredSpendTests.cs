using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Coxswain.Otlp;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Testing.Traces.Transcripts;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;
using OtlpSignal = Coxswain.Otlp.OtlpSignal;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>What a status line is told of a session is what the reports say of it, whoever told of its requests.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class StoredSpendTests(UsageStoreBed bed) : IDisposable
{
    private static readonly string[] Statuses = ["agrees", "bad_numbers", "computed", "cut_try", "switched_answer", "unknown_model", "web_search"];

    private readonly TranscriptFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_sessions_spend_is_what_its_report_says()
    {
        var room = await bed.OpenAsync();
        await FillRawAsync(room);
        await FillTraceAsync(room);
        var sessions = await room.Store.ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything, Cancel);

        Assert.True(sessions.Count > 30);
        Assert.Empty(Statuses.Except((await room.RequestsAsync()).Select(request => request.Status)));
        foreach (var (session, totals) in sessions.Select(row => (row.Key, row.Totals)))
        {
            // A request at that very time is recent.
            var since = totals.Requests % 2 == 0 ? totals.LastRequest : totals.LastRequest - SessionSpend.Recent;
            var recent = Assert.Single(await room.Store.ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything with { Session = session, Since = since }, Cancel)).Totals;

            Assert.Equal(
                new SessionSpend(
                    totals.Requests, totals.CostUsd, totals.UnknownCostRequests, totals.FirstRequest, totals.LastRequest, recent.Requests, recent.CostUsd, recent.UnknownCostRequests),
                await room.Store.ReadSpendAsync(session, since, Cancel));
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Requests told of by events, transcripts or both; some repeated by a fork's file, some by a sidechain, also in another session.</summary>
    private static async Task FillRawAsync(UsageStoreRoom room)
    {
        var history = RawHistory.Generate(20261125, sessions: 30);
        var told = history.Requests.Where(request => request.InTranscript).ToList();
        await room.WriteAsync([.. history.Requests.Where(request => request.InEvents).Select(request => request.Event(UsageSums.ReportedBy(request, room.Book)))]);
        await room.WriteAsync([.. told.Select(request => request.Fact())]);
        await room.WriteAsync([.. told.Where((_, i) => i % 5 == 0).Select(request => request.Fact()).Select(fact => fact with { Context = fact.Context with { SessionId = "fork", IsCopy = true } })]);
        await room.WriteAsync([.. told.Where((_, i) => i % 7 == 0).Select(request => request.Fact()).Select((fact, i) => fact with
        {
            RequestKey = "side_" + fact.RequestKey,
            RequestId = "side_" + fact.RequestKey,
            Context = fact.Context with { SessionId = i % 2 == 0 ? fact.Context.SessionId : "beside", IsSidechain = true },
        })]);
        await room.WriteAsync(UsageStoreRoom.Fact("only-the-fork-tells") with { Context = told[0].Fact().Context with { SessionId = "fork", IsCopy = true } });
    }

    /// <summary>Generated sessions with cut streams, switched answers and web searches; a third of them told by events alone, a third by transcripts alone.</summary>
    private async Task FillTraceAsync(UsageStoreRoom room)
    {
        var trace = TraceGenerator.Generate(new TraceOptions { Sessions = 9, Requests = 500, CutStreams = 12, SwitchedAnswers = 8, WebSearches = 8 });
        foreach (var session in trace.Sessions.Where((_, i) => i % 3 != 0))
        {
            var exports = TelemetryRendering.Render(session, trace.Options).Where(export => export.Logs.Count > 0);
            await room.WriteAsync([.. exports.SelectMany(Logs)]);
        }

        foreach (var session in trace.Sessions.Where((_, i) => i % 3 != 1))
        {
            TranscriptRendering.WriteTo(trace with { Sessions = [session] }, _folder.Path);
        }

        var read = new MemoryTranscriptStore();
        using var importer = new TranscriptImporter(read, new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        await importer.ImportAsync([Path.Combine(_folder.Path, "projects")], null, Cancel);
        foreach (var batch in read.Batches)
        {
            await room.WriteAsync(batch);
        }
    }

    private static IReadOnlyList<LogRecord> Logs(OtlpExport export) =>
        OtlpDecoder.Decode(OtlpSignal.Logs, OtlpEncoding.Protobuf, export.ToProtobuf(), new OtlpOptions(), export.At).Batch.Logs;
}
