using System.Globalization;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Every breakdown against sums worked out from the raw requests in plain C#, to the last digit, in zones with whole, half and quarter hours and on days of clock changes.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class UsageOracleTests(UsageStoreBed bed)
{
    /// <summary>Berlin, New York: hours. Lord Howe: changes by half an hour. Saint John's, Kolkata: half hours. Kathmandu: quarter hours. Santiago, Beirut: midnight is skipped.</summary>
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu", "America/Santiago", "Asia/Beirut",
    ];

    private static readonly string[] Reports = [.. Enum.GetNames<UsageGrouping>().Select(name => name.ToLowerInvariant())];

    private static int Sessions => Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 2000 : 150;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_breakdown_in_every_zone_is_what_the_raw_requests_add_up_to()
    {
        var (reports, history, oracle) = await FillAsync(20261123);
        foreach (var zone in Zones)
        {
            foreach (var grouping in Enum.GetValues<UsageGrouping>().Where(grouping => zone == "UTC" || grouping is UsageGrouping.Daily or UsageGrouping.Weekly or UsageGrouping.Monthly))
            {
                var expected = oracle.Rows(grouping, history.Requests, TimeZoneInfo.FindSystemTimeZoneById(zone));
                var answer = await AskAsync(reports, new UsageQuestion(Name(grouping), "", "", zone, "", "", ""));
                Same(expected, answer, $"{grouping} {zone}");
                Assert.Equal((history.Requests.Min(request => request.Time), history.Requests.Max(request => request.Time)), (answer.OldestRequest, answer.NewestRequest));
            }
        }
    }

    [Theory]
    [InlineData("2026-10-24T21:17:03Z", "2026-11-01T05:59:59Z")]
    [InlineData("2026-03-28T23:30:00Z", "2026-10-03T15:30:00Z")]
    [InlineData("2026-09-05T18:00:00Z", "2026-09-06T11:00:01Z")]
    public async Task Every_breakdown_of_a_window_sums_to_the_same(string since, string until)
    {
        var (reports, history, oracle) = await FillAsync(7);
        var inside = history.Requests.Where(request => request.Time >= Moment(since) && request.Time < Moment(until)).ToList();
        var whole = UsageSums.Of(inside, PriceBookLoader.Shipped());
        Assert.True(inside.Count > 10);
        foreach (var report in Reports.Where(report => report != "blocks"))
        {
            var answer = await AskAsync(reports, new UsageQuestion(report, since, until, "Asia/Kolkata", "", "", ""));

            Assert.Equal(whole, UsageSums.Of(answer.Totals!));
            Same(oracle.Rows(Enum.Parse<UsageGrouping>(report, ignoreCase: true), inside, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")), answer, report);
        }
    }

    /// <summary>What --since and --until make of a day and what the store makes of it must be the same day, on short and long days too.</summary>
    [Fact]
    public async Task A_single_day_asked_for_is_that_days_row()
    {
        var (reports, _, _) = await FillAsync(11);
        foreach (var zone in Zones)
        {
            var days = await AskAsync(reports, new UsageQuestion("daily", "", "", zone, "", "", ""));
            foreach (var day in days.Rows.Where(day => day.Key is "2026-03-08" or "2026-03-29" or "2026-04-05" or "2026-09-06" or "2026-10-04" or "2026-10-25" or "2026-11-01"))
            {
                var alone = await AskAsync(reports, new UsageQuestion("daily", day.Key, day.Key, zone, "", "", ""));
                Assert.Equal((day.Key, UsageSums.Of(day.Totals)), (Assert.Single(alone.Rows).Key, UsageSums.Of(alone.Totals!)));
            }
        }
    }

    private static async Task<UsageReport> AskAsync(UsageReports reports, UsageQuestion question)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var report = await reports.AnswerAsync(question, problems, Cancel);
        Assert.Empty(problems);
        return report!;
    }

    private static void Same(IReadOnlyDictionary<(string Key, string Project), UsageSums> expected, UsageReport actual, string what)
    {
        Assert.Equal(expected.Keys.Order(), actual.Rows.Select(row => (row.Key, row.Project)).Order());
        Assert.All(actual.Rows, row => Assert.True(expected[(row.Key, row.Project)] == UsageSums.Of(row.Totals), $"{what} {row.Key}\n{expected[(row.Key, row.Project)]}\n{UsageSums.Of(row.Totals)}"));
    }

    private async Task<(UsageReports Reports, RawHistory History, UsageOracle Oracle)> FillAsync(int seed)
    {
        var room = await bed.OpenAsync();
        var history = RawHistory.Generate(seed, Sessions);
        await room.WriteAsync([.. history.Requests.Where(request => request.InEvents).Select(request => request.Event(UsageSums.ReportedBy(request, room.Book)))]);
        foreach (var part in history.Requests.Where(request => request.InTranscript).Chunk(700))
        {
            await room.WriteAsync([.. part.Select(request => request.Fact())]);
        }

        await room.WriteAsync(new TranscriptBatch { Cursor = new TranscriptCursor("file", 0, 0, ""), Subagents = history.Subagents });
        return (new UsageReports(room.Store, room.Book, TimeProvider.System), history, new UsageOracle(history, room.Book));
    }

    private static string Name(UsageGrouping grouping) => grouping.ToString().ToLowerInvariant();

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
