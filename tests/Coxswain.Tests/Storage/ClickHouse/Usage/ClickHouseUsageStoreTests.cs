using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class ClickHouseUsageStoreTests(UsageStoreBed bed)
{
    [Fact]
    public async Task Request_told_by_both_sources_is_one_row_with_the_best_of_each()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1") with { CacheWrite5mTokens = 500, CacheWrite1hTokens = 1500 });
        await room.WriteAsync(UsageStoreRoom.Event("req_1", 0.01682, ("agent.name", "Explore"), ("query_source", "agent:builtin:Explore")));

        var request = Assert.Single(await room.RequestsAsync());

        Assert.Equal(("agrees", 0.01682m, 500, 1500), (request.Status, request.Counts, request.Write5m, request.Write1h));
        Assert.Equal(("/home/dev/shop", 29, "subagent", "normal"), (request.Project, request.DurationMs, request.QueryClass, request.Speed));
        var row = await room.OnlyRowAsync(UsageGrouping.Agent);
        Assert.Equal("Explore", row.Key);
        Assert.Equal(["otlp", "transcripts"], row.Totals.Sources);
    }

    [Fact]
    public async Task What_a_session_spent_is_its_own_requests_once_all_and_recent()
    {
        var room = await bed.OpenAsync();
        var other = new LineContext("session-2", "/home/dev/shop", "main", "2.1.330", "cli", "", IsSidechain: false, IsCopy: false);
        await room.WriteAsync(
            UsageStoreRoom.Fact("req_1"), UsageStoreRoom.Fact("req_2") with { Time = UsageStoreRoom.Noon.AddHours(-2) },
            UsageStoreRoom.Fact("req_3", "claude-nobody-knows") with { Time = UsageStoreRoom.Noon.AddMinutes(-1) }, UsageStoreRoom.Fact("req_4") with { Context = other });
        await room.WriteAsync(UsageStoreRoom.Event("req_1", 0.01232), UsageStoreRoom.Event("req_5", 0.01232));

        var spend = await room.Store.ReadSpendAsync("session-1", UsageStoreRoom.Noon.AddHours(-1), TestContext.Current.CancellationToken);

        Assert.Equal(new SessionSpend(4, 0.03696m, 1, UsageStoreRoom.Noon.AddHours(-2), UsageStoreRoom.Noon, 3, 0.02464m, 1), spend);
        Assert.Null(await room.Store.ReadSpendAsync("session-", UsageStoreRoom.Noon.AddHours(-1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Half_written_transcript_does_not_beat_the_final_event()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1") with { OutputTokens = 1, CacheWrite5mTokens = 0, CacheWrite1hTokens = 2000 });
        await room.WriteAsync(UsageStoreRoom.Event("req_1", 0.01832));

        var request = Assert.Single(await room.RequestsAsync());

        Assert.Equal((42, 0, 2000, "agrees"), (request.Output, request.Write5m, request.Write1h, request.Status));
    }

    [Fact]
    public async Task Growing_snapshots_count_once_with_the_largest()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1") with { OutputTokens = 1 }, UsageStoreRoom.Fact("req_1"), UsageStoreRoom.Fact("req_1") with { OutputTokens = 9 });

        Assert.Equal((1, 42, 0.01232m), (await room.OnlyRowAsync()).Totals switch { var t => (t.Requests, t.OutputTokens, t.CostUsd) });
    }

    /// <summary>The figures of a real session of Claude Code 2.1.330: five requests at 0.01228 and one at 0.01232.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Real_sessions_total_is_exact_from_either_source_and_from_both(bool events, bool transcript)
    {
        var room = await bed.OpenAsync();
        int[] outputs = [40, 40, 40, 40, 40, 42];
        double[] costs = [0.01228, 0.01228, 0.01228, 0.01228, 0.01228, 0.012320000000000001];
        if (events)
        {
            await room.WriteAsync([.. outputs.Select((output, i) => UsageStoreRoom.Event($"req_{i}", costs[i], ("output_tokens", $"{output}")))]);
        }

        if (transcript)
        {
            await room.WriteAsync([.. outputs.Select((output, i) => UsageStoreRoom.Fact($"req_{i}") with { OutputTokens = output })]);
        }

        var row = await room.OnlyRowAsync();

        Assert.Equal(("session-1", 6, 0.07372m, 0), (row.Key, row.Totals.Requests, row.Totals.CostUsd, row.Totals.Disagreements));
        Assert.Equal(events ? 0.07372m : null, row.Totals.ReportedCostUsd);
        Assert.Equal(transcript ? 0L : null, row.Totals.ThinkingTokens);
        Assert.Equal((720, 242, 30000, 12000), (row.Totals.InputTokens, row.Totals.OutputTokens, row.Totals.CacheReadTokens, row.Totals.CacheWrite5mTokens));
    }

    [Fact]
    public async Task Unknown_costs_are_counted_apart_and_never_zero()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a"), UsageStoreRoom.Fact("b", "gpt-9"));

        var rows = await room.Store.ReadAsync(UsageGrouping.Model, UsageStoreRoom.Everything, CancellationToken.None);

        Assert.Equal(["claude-opus-5-5", "gpt-9"], rows.Select(row => row.Key));
        Assert.Equal([0.01232m, null], rows.Select(row => row.Totals.CostUsd));
        Assert.Equal([0, 1], rows.Select(row => row.Totals.UnknownCostRequests));
        Assert.Equal((2, 0.01232m, 1), (await room.OnlyRowAsync()).Totals switch { var t => (t.Requests, t.CostUsd, t.UnknownCostRequests) });
    }

    /// <summary>Berlin sets its clocks back on 2026-10-25 at 01:00 UTC: that day has 25 hours.</summary>
    [Theory]
    [InlineData(UsageGrouping.Daily, "2026-10-24 2026-10-25 2026-10-26")]
    [InlineData(UsageGrouping.Weekly, "2026-10-19 2026-10-26")]
    [InlineData(UsageGrouping.Monthly, "2026-10-01")]
    public async Task Days_weeks_and_months_are_the_time_zones_own(UsageGrouping grouping, string keys)
    {
        var room = await bed.OpenAsync();
        string[] times = ["2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"];
        await room.WriteAsync([.. times.Select(time => UsageStoreRoom.Fact(time) with { Time = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) })]);
        var filter = UsageStoreRoom.Everything with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

        var rows = await room.Store.ReadAsync(grouping, filter, CancellationToken.None);

        Assert.Equal(keys, string.Join(' ', rows.Select(row => row.Key)));
        Assert.Equal(4, rows.Sum(row => row.Totals.Requests));
    }

    [Fact]
    public async Task Filters_keep_what_they_name_and_nothing_beside_it()
    {
        var room = await bed.OpenAsync();
        var fact = UsageStoreRoom.Fact("a");
        await room.WriteAsync(
            fact,
            fact with { RequestKey = "b", Context = fact.Context with { Project = "/home/dev/shop/sub", SessionId = "session-2" } },
            fact with { RequestKey = "c", Context = fact.Context with { Project = "/home/dev/shop2" }, Model = "claude-haiku-5-5" },
            fact with { RequestKey = "d", Time = UsageStoreRoom.Noon.AddHours(1) });
        var all = UsageStoreRoom.Everything;
        async Task<long> CountAsync(UsageFilter filter) => (await room.Store.ReadAsync(UsageGrouping.Daily, filter, CancellationToken.None)).Sum(row => row.Totals.Requests);

        Assert.Equal(4, await CountAsync(all));
        Assert.Equal(3, await CountAsync(all with { Project = "/home/dev/shop" }));
        Assert.Equal(3, await CountAsync(all with { Project = "/home/dev/shop/" }));
        Assert.Equal(1, await CountAsync(all with { Model = "us.anthropic.claude-haiku-5-5-v1:0" }));
        Assert.Equal(1, await CountAsync(all with { Session = "session-2" }));
        Assert.Equal(3, await CountAsync(all with { Until = UsageStoreRoom.Noon.AddHours(1) }));
        Assert.Equal(1, await CountAsync(all with { Since = UsageStoreRoom.Noon.AddHours(1) }));
        Assert.Equal(0, await CountAsync(all with { Session = "' OR 1=1 --" }));
    }

    [Fact]
    public async Task Every_grouping_sums_to_the_same_total()
    {
        var room = await bed.OpenAsync();
        var fact = UsageStoreRoom.Fact("");
        await room.WriteAsync([.. Enumerable.Range(0, 60).Select(i => fact with
        {
            RequestKey = $"r{i}",
            Model = i % 3 == 0 ? "claude-haiku-5-5" : "claude-opus-5-5",
            Time = UsageStoreRoom.Noon.AddHours(i * 7),
            Context = fact.Context with { SessionId = $"s{i % 7}", Project = $"/p{i % 4}", Branch = $"b{i % 5}", AgentId = i % 2 == 0 ? "" : "a1" },
        })]);
        foreach (var grouping in Enum.GetValues<UsageGrouping>().Where(grouping => grouping != UsageGrouping.Blocks))
        {
            var rows = await room.Store.ReadAsync(grouping, UsageStoreRoom.Everything, CancellationToken.None);
            Assert.Equal((60, (40 * 0.01232m) + (20 * 0.000333m)), (rows.Sum(row => row.Totals.Requests), rows.Sum(row => row.Totals.CostUsd)));
        }

        var hours = await room.Store.ReadHoursAsync(UsageStoreRoom.Everything, CancellationToken.None);
        Assert.Equal(60, hours.Sum(hour => hour.Totals.Requests));
        Assert.Equal(hours.OrderBy(hour => hour.Hour), hours);
    }

    /// <summary>A quarter past midnight in India is a quarter to seven of the day before in UTC: the hour begins at half past six there.</summary>
    [Fact]
    public async Task Hours_are_those_of_the_zone_also_where_it_is_half_an_hour_off()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("r1") with { Time = new DateTimeOffset(2026, 11, 21, 18, 45, 0, TimeSpan.Zero) });

        var hours = await room.Store.ReadHoursAsync(UsageStoreRoom.Everything with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata") }, CancellationToken.None);

        Assert.Equal(new DateTimeOffset(2026, 11, 21, 18, 30, 0, TimeSpan.Zero), Assert.Single(hours).Hour);
    }

    [Fact]
    public async Task Report_says_no_data_for_an_empty_window_and_names_what_the_store_has()
    {
        var room = await bed.OpenAsync();
        var reports = new UsageReports(room.Store, room.Book, TimeProvider.System);
        var question = new UsageQuestion("daily", "2020-01-01", "2020-01-31", "", "", "", "");

        var empty = await reports.AnswerAsync(question, [], CancellationToken.None);
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { InputTokens = 0, OutputTokens = 0, CacheReadTokens = 0, CacheWrite5mTokens = 0 });
        var elsewhere = await reports.AnswerAsync(question, [], CancellationToken.None);
        var free = await reports.AnswerAsync(question with { Since = "", Until = "" }, [], CancellationToken.None);

        Assert.Equal(("no_data", null, null), (empty!.State, empty.Totals, empty.NewestRequest));
        Assert.Equal(("no_data", UsageStoreRoom.Noon), (elsewhere!.State, elsewhere.NewestRequest));
        Assert.Equal(("ok", 0m), (free!.State, free.Totals!.CostUsd));
    }

    /// <summary>They begin with hours UTC, also for those whose hours are half an hour off.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("Asia/Kolkata")]
    public async Task Blocks_keep_their_borders_whatever_window_is_asked_for(string zone)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. new[] { 0, 3, 6, 12 }.Select(hour => UsageStoreRoom.Fact($"r{hour}") with { Time = UsageStoreRoom.Noon.AddHours(hour).AddMinutes(20) })]);
        var reports = new UsageReports(room.Store, room.Book, TimeProvider.System);

        var report = await reports.AnswerAsync(new UsageQuestion("blocks", "2026-11-22T16:30:00Z", "2026-11-22T20:00:00Z", zone, "", "", ""), [], CancellationToken.None);

        Assert.Equal(["2026-11-22T12:00:00Z", "2026-11-22T18:00:00Z"], report!.Rows.Select(row => row.Key));
        Assert.Equal(2, report.Rows[0].Totals.Requests);
    }
}
