using Coxswain.Core.Kernel;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Core.Sessions.Reading;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Sessions;

/// <summary>
/// Forks the real client made. Capture <c>forked-twice</c>: A asked twice, B forked from A, A asked again, C forked from B, D forked from A, B asked again.
/// Every request of it has a line, so each total is explained to the last digit once the origin's part is out of it.
/// </summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class ForkedSessionTests(UsageStoreBed bed)
{
    private const string A = "a0fdf7ac-17cc-4623-b556-909df98df271";
    private const string B = "16647221-abf3-4d35-a8e5-9b36402706bf";
    private const string C = "144c1dda-d891-4e0a-9da7-0a5c7c0ac677";
    private const string D = "4d36ba66-7a4a-497a-b855-9e82497b171d";
    private const string Compacted = "ab01ec72-f494-440b-ba87-b61b122b5bd4";
    private const string ForkOfCompacted = "1b4e8177-253a-45f0-b80a-c8681416b838";

    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, UsageStoreRoom.Noon.AddYears(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(A, "", 0, 0.036768, 3)]
    [InlineData(B, A, 0.024472, 0.02464, 2)]
    [InlineData(C, B, 0.036744, 0.01232, 1)]
    [InlineData(D, A, 0.036768, 0.012344, 1)]
    public async Task Forks_total_is_its_origins_at_that_time_and_its_own_requests(string session, string origin, double carried, double own, int prompts)
    {
        foreach (var isReversed in new[] { false, true })
        {
            var detail = (await (await ImportAsync("forked-twice", isReversed)).FindAsync(session, Cancel))!;
            var total = detail.ClientTotal!;

            Assert.Equal((origin, origin), (detail.Session.OriginSessionId, total.OriginSessionId));
            Assert.Equal((origin.Length > 0 ? (decimal?)carried : null, (decimal)own, (decimal)own), (Rounded(total.OriginTotalUsd), Rounded(total.OwnTotalUsd), total.StoredUsd));
            Assert.Equal((0m, 0m, prompts), (total.UnexplainedUsd, total.OvercountedUsd, detail.Prompts));
        }
    }

    [Fact]
    public async Task Compaction_of_the_origin_is_no_part_of_what_its_fork_leaves_unexplained()
    {
        var store = await ImportAsync("compacted-forked");
        var fork = (await store.FindAsync(ForkOfCompacted, Cancel))!;

        Assert.Equal((Compacted, 0.04924m, 0.01232m, 0m), fork.ClientTotal switch { var total => (total!.OriginSessionId, Rounded(total.OriginTotalUsd), total.StoredUsd, total.UnexplainedUsd) });
        Assert.Equal((1L, 0L), (fork.Prompts, fork.Compactions));
        Assert.Equal(1L, (await store.FindAsync(Compacted, Cancel))!.Compactions);
    }

    [Fact]
    public async Task Fork_whose_origin_no_transcript_tells_of_cannot_be_compared()
    {
        var store = await ImportAsync("forked-twice", only: D);

        var total = Assert.Single(await store.ReadClientTotalsAsync("", Always, 10, Cancel));

        Assert.Equal((A, null, null, null, 0m), (total.OriginSessionId, total.OriginTotalUsd, total.OwnTotalUsd, total.UnexplainedUsd, total.OvercountedUsd));
    }

    [Fact]
    public async Task Fork_begins_after_the_lines_it_copied()
    {
        var store = await ImportAsync("forked-twice");
        var (origin, fork) = ((await store.FindAsync(A, Cancel))!.Session, (await store.FindAsync(C, Cancel))!.Session);

        Assert.Equal("2026-11-25T18:14:17.362Z", fork.FirstSeen.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null));
        Assert.True(origin.FirstSeen < fork.FirstSeen.AddSeconds(-10));
    }

    /// <summary>The file is read in two passes that meet anywhere: the origin and when it was left are the same.</summary>
    [Fact]
    public async Task Origin_is_the_same_wherever_one_pass_ended()
    {
        var lines = await File.ReadAllLinesAsync(CapturedTranscripts.Files("forked-twice").Single(file => file.Contains(C, StringComparison.Ordinal)), Cancel);
        for (var cut = 1; cut < lines.Length; cut++)
        {
            var room = await bed.OpenAsync();
            foreach (var pass in new[] { lines[cut..], lines[..cut] })
            {
                await room.WriteAsync(TranscriptReading.Lines(pass));
            }

            Assert.Equal((B, 1L), (await new ClickHouseSessionStore(room.Client).FindAsync(C, Cancel))!.Session switch { var session => (session.OriginSessionId, session.Requests) });
        }
    }

    private static decimal? Rounded(decimal? amount) => amount is { } known ? Math.Round(known, 9) : null;

    private Task<ClickHouseSessionStore> ImportAsync(string capture, bool isReversed = false, string only = "") => CapturedSessions.ImportAsync(bed, capture, isReversed, only);
}
