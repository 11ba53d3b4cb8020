using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Telemetry.Asking;
using Coxswain.Core.Tools;

namespace Coxswain.Tests.Server.Figures;

/// <summary>What each query that comes with the product says of what it counts, held against the generator's own list; and the setting that counts each row once.</summary>
[Collection(nameof(GeneratedFigures))]
public sealed class ShippedQueryTests(GeneratedHistory history)
{
    /// <summary>The history is of last month.</summary>
    private static readonly string[] Windows = ["INTERVAL 7 DAY", "INTERVAL 30 DAY", "INTERVAL 1 DAY"];

    [Fact]
    public async Task Cost_trend_is_the_mean_of_what_telemetry_says_by_day_in_UTC()
    {
        var rows = await AskAsync("Plan: cost trend");
        var days = history.Trace.Requests.GroupBy(static request => request.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).OrderByDescending(static day => day.Key, StringComparer.Ordinal)
            .Select(static day => (day.Key, Math.Round(day.Average(static request => request.ReportedCostUsd), 6)));

        Assert.Equal(days, rows.Select(static row => (row[0].GetString() ?? "", Math.Round((decimal)Number(row[1]), 6))));
    }

    [Fact]
    public async Task Error_rate_has_all_rows_of_the_log_below_the_line()
    {
        var rows = await AskAsync("Plan: error rate (in all rows of the log)");
        var told = await SqlAsync("SELECT count() FROM otel_logs");

        Assert.InRange(rows.Count, 1, 24);
        Assert.Equal(Number(told[0][0]), rows.Sum(static row => Number(row[1])));
        Assert.Equal(history.Trace.Sessions.Sum(static session => session.Failures.Count()), rows.Sum(static row => Number(row[2])));
        Assert.True(Number(told[0][0]) > 2 * history.Trace.Requests.Count());
    }

    [Fact]
    public async Task Model_usage_is_what_telemetry_told_of_all_time()
    {
        var rows = await AskAsync("Plan: model usage");
        var own = history.Trace.Requests.GroupBy(static request => request.Model).ToDictionary(static model => model.Key, static model => (double)model.Count());

        Assert.Equal(own, rows.ToDictionary(static row => row[0].GetString() ?? "", static row => Number(row[1])));
        Assert.Equal(Math.Round(history.Trace.Requests.Sum(static request => request.ReportedCostUsd), 6), Math.Round((decimal)rows.Sum(static row => Number(row[2])), 6));
    }

    [Fact]
    public async Task Tokens_of_7_days_are_without_those_of_the_cache()
    {
        var rows = await AskAsync("Plan: tokens of 7 days");
        var own = history.Trace.Requests.Select(static request => request.Usage).Aggregate(static (sum, usage) => sum + usage);

        Assert.Equal((own.Input, own.Output), ((long)rows.Sum(static row => Number(row[1])), (long)rows.Sum(static row => Number(row[2]))));
        Assert.True(own.CacheRead > 0);
    }

    [Fact]
    public async Task Cost_by_day_and_requests_of_an_hour_have_each_request_once()
    {
        var days = await AskAsync("Cost by day, each request once");
        var hours = await AskAsync("Requests of an hour and how long they took");

        Assert.Equal(history.Trace.Requests.Count(), days.Sum(static row => Number(row[1])));
        Assert.Equal(history.Trace.Requests.Count(), hours.Sum(static row => Number(row[1])));
    }

    [Fact]
    public async Task Tools_are_those_of_their_page()
    {
        var rows = await AskAsync("Tools and how often they failed");
        var page = await history.AskAsync<ToolReport>("/api/tools");

        Assert.Equal(
            page.Tools.Select(static tool => (tool.Tool, (double)tool.Calls, (double)tool.Failures, (double?)tool.P95Ms)).OrderBy(static tool => tool.Tool, StringComparer.Ordinal),
            rows.Select(static row => (row[0].GetString() ?? "", Number(row[1]), Number(row[2]), (double?)Number(row[3]))).OrderBy(static tool => tool.Item1, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SELECT count() FROM tool_calls")]
    [InlineData("SELECT count() FROM (SELECT tool_use_id AS id FROM tool_calls)")]
    [InlineData("SELECT count() FROM requests AS r JOIN tool_calls AS t ON t.request_id = r.request_id")]
    [InlineData("SELECT count() FROM view(SELECT * FROM tool_calls)")]
    public async Task Row_that_several_told_of_counts_once_unless_rows_are_asked_for_as_they_are_stored(string sql)
    {
        var calls = history.Trace.Requests.Sum(static request => request.Tools.Count);

        Assert.Equal(calls, Number((await SqlAsync(sql))[0][0]));
        Assert.True(Number((await SqlAsync(sql, "&final=0"))[0][0]) > calls);
    }

    [Fact]
    public async Task Tables_that_are_meant_to_be_asked_are_there()
    {
        foreach (var table in AskedTable.All)
        {
            Assert.NotEmpty(await SqlAsync($"DESCRIBE {table.Name}"));
        }
    }

    private async Task<IReadOnlyList<JsonElement[]>> AskAsync(string name)
    {
        var sql = PlanQueries.All.Single(one => one.Name == name).Sql;
        return await SqlAsync(Windows.Aggregate(sql, static (text, window) => text.Replace(window, "INTERVAL 3650 DAY", StringComparison.Ordinal)));
    }

    private async Task<IReadOnlyList<JsonElement[]>> SqlAsync(string sql, string settings = "")
        => [.. (await history.AskAsync<JsonElement>($"/clickhouse?default_format=JSONCompact&query={Uri.EscapeDataString(sql)}{settings}")).GetProperty("data").EnumerateArray().Select(static row => row.EnumerateArray().ToArray())];

    private static double Number(JsonElement cell) => cell.ValueKind == JsonValueKind.String ? double.Parse(cell.GetString() ?? "", CultureInfo.InvariantCulture) : cell.GetDouble();
}
