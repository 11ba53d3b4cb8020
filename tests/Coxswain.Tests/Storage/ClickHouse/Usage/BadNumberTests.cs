using System.Globalization;
using CsCheck;
using Coxswain.Core.Kernel;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Schema;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Token counts and costs that are no numbers are unknown: not 0, and not left out.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class BadNumberTests(UsageStoreBed bed)
{
    private static readonly string[] Attributes = ["cost_usd", "input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_text_is_the_number_it_says_or_unknown()
    {
        var room = await bed.OpenAsync();
        var count = Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 100_000 : 3000;
        var texts = NumberTexts.Any.Array[Attributes.Length].Array[count].Generate(new PCG(20261123), null, out _);
        await room.WriteAsync([.. texts.Select((five, i) => UsageStoreRoom.Event(Key(i), null, [.. Attributes.Zip(five)]))]);

        var told = await room.Client.QueryAsync(
            new StoreStatement("test", "SELECT o_cost_usd, o_input_tokens, o_output_tokens, o_cache_read_tokens, o_cache_creation_tokens FROM api_requests FINAL ORDER BY request_key"),
            static row => Enumerable.Range(0, 5).Select(field => row.IsDBNull(field) ? null : (double?)Convert.ToDouble(row.GetValue(field), CultureInfo.InvariantCulture)).ToArray(),
            Cancel);
        var resolved = await room.RequestsAsync();

        Assert.Equal(texts.Length, resolved.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            var tokens = texts[i][1..].Select(NumberTexts.Tokens).ToArray();
            var where = string.Join(" | ", texts[i]);
            Assert.True(tokens.Select(count => (double?)count).SequenceEqual(told[i][1..]), where + " -> " + string.Join(" | ", told[i]));
            Assert.True(Same(NumberTexts.Money(texts[i][0]), told[i][0]), where + " -> " + told[i][0]);
            Assert.True(tokens.Contains(null) == resolved[i] is { Status: "bad_numbers", Counts: null }, where + " -> " + resolved[i]);
        }
    }

    [Fact]
    public async Task Request_with_a_bad_count_has_no_cost_and_is_counted_apart()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            UsageStoreRoom.Event("good", 0.01232), UsageStoreRoom.Event("bad", 0.01232, ("input_tokens", "99999999999999999999")), UsageStoreRoom.Event("worse", null, ("cache_read_tokens", "-1")));

        var totals = (await room.OnlyRowAsync()).Totals;

        Assert.Equal((3, 0.01232m, 2, 2), (totals.Requests, totals.CostUsd, totals.UnknownCostRequests, totals.UnknownTokenRequests));
        Assert.Equal((240L, 126L, 10_000L), (totals.InputTokens, totals.OutputTokens, totals.CacheReadTokens));
        Assert.Equal((0L, 0L), (totals.Disagreements, totals.UnexplainedDisagreements));
        var bad = (await room.RequestsAsync()).Single(request => request.Key == "bad");
        Assert.Equal(("bad_numbers", null, null, 0.01232m), (bad.Status, bad.Counts, bad.Ours, bad.Reported));
    }

    [Fact]
    public async Task Sum_over_nothing_known_is_unknown()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("bad", null, ("input_tokens", "NaN"), ("output_tokens", "x"), ("cache_read_tokens", "x"), ("cache_creation_tokens", "1.5")));

        var totals = (await room.OnlyRowAsync()).Totals;

        Assert.Equal((null, null, null, null, null), (totals.InputTokens, totals.OutputTokens, totals.CacheReadTokens, totals.CacheWrite5mTokens, totals.CostUsd));
        Assert.Null(totals.CacheWrite1hTokens);
        Assert.Null(totals.TotalTokens);
    }

    /// <summary>Clients leave cache counts out; nobody leaves out input and output.</summary>
    [Theory]
    [InlineData("input_tokens", "missing_numbers")]
    [InlineData("output_tokens", "missing_numbers")]
    [InlineData("cache_read_tokens", "computed")]
    [InlineData("cache_creation_tokens", "computed")]
    public async Task Absent_count_is_told_apart_from_a_bad_one(string attribute, string status)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("absent", null, (attribute, "")), UsageStoreRoom.Event("bad", null, (attribute, "many")));

        Assert.Equal([status, "bad_numbers"], (await room.RequestsAsync()).Select(request => request.Status));
    }

    [Fact]
    public async Task Transcript_that_knows_the_counts_wins_over_bad_ones()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.01232, ("output_tokens", "-42"), ("cache_read_tokens", "9000000")));
        await room.WriteAsync(UsageStoreRoom.Fact("a"));

        var request = Assert.Single(await room.RequestsAsync());

        Assert.Equal(("agrees", 0.01232m, 42L), (request.Status, request.Counts, request.Output));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e400")]
    [InlineData("-0.5")]
    [InlineData("free")]
    public async Task Cost_that_is_no_number_was_not_reported_and_ours_counts(string cost)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", null, ("cost_usd", cost)));

        var totals = (await room.OnlyRowAsync()).Totals;

        Assert.Equal((0.01232m, null, 0), (totals.CostUsd, totals.ReportedCostUsd, totals.ReportedRequests));
    }

    [Fact]
    public async Task Doctor_is_told_which_attribute_of_which_version_when_and_how_often()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            UsageStoreRoom.Event("a", null, ("input_tokens", "many"), ("ttft_ms", "soon")), UsageStoreRoom.Event("b", null, ("input_tokens", "-1"), ("app.version", "2.2.0")),
            UsageStoreRoom.Event("c", null, ("input_tokens", "NaN")), UsageStoreRoom.Event("d", null, ("cost_usd", "NaN")), UsageStoreRoom.Event("e", 0.01232),
            UsageStoreRoom.Event("f", null, ("cost_usd", "-0.5")), UsageStoreRoom.Event("g", null, ("cost_usd", "-Infinity")));
        var day = new TimeRange(UsageStoreRoom.Noon.AddHours(-12), UsageStoreRoom.Noon.AddHours(12));

        var found = await room.Store.ReadBadNumbersAsync(day, Cancel);

        Assert.Equal(
            [("cost_usd", "2.1.330", 3L, 0L), ("input_tokens", "2.1.330", 2, 2), ("input_tokens", "2.2.0", 1, 1), ("ttft_ms", "2.1.330", 1, 1)],
            found.Select(one => (one.Attribute, one.ClientVersion, one.Requests, one.RequestsWithoutCost)));
        Assert.All(found, one => Assert.Equal((UsageStoreRoom.Noon, UsageStoreRoom.Noon), (one.First, one.Last)));
        Assert.Empty(await room.Store.ReadBadNumbersAsync(new TimeRange(day.To, day.To.AddDays(1)), Cancel));
    }

    /// <summary>A request stored by an older cox: its counts are unknown, its bits were not worked out.</summary>
    [Fact]
    public async Task Requests_stored_before_learn_from_the_raw_rows_which_counts_were_bad()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("bad", null, ("cache_read_tokens", "-1")), UsageStoreRoom.Event("absent", null, ("cache_read_tokens", "")));
        async Task RunAsync(string sql) => await room.Client.ExecuteAsync(new StoreStatement("test", sql), Cancel);
        await RunAsync("CREATE TABLE keep AS api_requests");
        await RunAsync("INSERT INTO keep SELECT * REPLACE (0 AS o_bad_numbers) FROM api_requests");
        await RunAsync("TRUNCATE TABLE api_requests");
        await RunAsync("INSERT INTO api_requests SELECT * FROM keep");
        await RunAsync("DROP TABLE keep SYNC");
        Assert.Equal(["computed", "computed"], (await room.RequestsAsync()).Select(request => request.Status));

        foreach (var step in SchemaScript.All.Single(script => script.Version == 40).Steps)
        {
            await RunAsync(SchemaStep.ForCluster(step.Sql, new StoreOptions()));
        }

        Assert.Equal(["computed", "bad_numbers"], (await room.RequestsAsync()).Select(request => request.Status));
    }

    private static string Key(int i) => $"req_{i:D7}";

    private static bool Same(double? expected, double? actual) => expected is { } one && actual is { } other ? Math.Abs(one - other) <= 1e-12 * Math.Max(1, one) : expected is null && actual is null;
}
