using System.Globalization;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Asking;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Shapes;

/// <summary>The plan's four queries, word for word but for the database's name, on every shape of the table; answers worked out by hand.</summary>
public sealed class PlanQueriesTests(SharedEngine engine)
{
    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(2024)]
    [InlineData(2023)]
    public async Task Plan_queries_answer_right_on_every_shape_the_exporter_had(int year)
    {
        await using var store = await FilledAsync(year);
        string today = Day(0), yesterday = Day(-1), earlier = Day(-8);

        Assert.Equal(
            [$"{today}|300|30|0.75|claude-opus-5-5", $"{today}|50|5|0.05|claude-haiku-5-5", $"{yesterday}|10|1|0.01|claude-haiku-5-5"],
            (await store.QueryAsync(Query(store, """
                SELECT
                    toDate(Timestamp) as date,
                    SUM(toFloat64(LogAttributes['input_tokens'])) as input_tokens,
                    SUM(toFloat64(LogAttributes['output_tokens'])) as output_tokens,
                    SUM(toFloat64(LogAttributes['cost_usd'])) as total_cost,
                    LogAttributes['model'] as model
                FROM otel.otel_logs
                WHERE Body = 'claude_code.api_request'
                    AND Timestamp >= now() - INTERVAL 7 DAY
                GROUP BY date, model
                ORDER BY date DESC
                """))).OrderDescending(StringComparer.Ordinal).OrderByDescending(row => row[..10], StringComparer.Ordinal).ThenBy(row => row[11..], StringComparer.Ordinal));
        Assert.Equal(
            [$"{today}|0.2667", $"{yesterday}|0.01", $"{earlier}|9"],
            Rounded(await store.QueryAsync(Query(store, """
                SELECT
                  toDate(Timestamp) as date,
                  AVG(toFloat64(LogAttributes['cost_usd'])) as avg_cost_per_request
                FROM otel.otel_logs
                WHERE Body = 'claude_code.api_request'
                GROUP BY date
                ORDER BY date DESC;
                """))));
        Assert.Equal(
            ["2|2|0|0", "1|4|1|25"],
            await store.QueryAsync(Query(store, """
                SELECT
                  toHour(Timestamp) as hour,
                  COUNT(*) as total_requests,
                  SUM(CASE WHEN Body = 'claude_code.api_error' THEN 1 ELSE 0 END) as errors,
                  (errors / total_requests) * 100 as error_rate_percent
                FROM otel.otel_logs
                GROUP BY hour
                ORDER BY hour DESC;
                """)));
        Assert.Equal(
            ["claude-haiku-5-5|2|0.06|300", "claude-opus-5-5|3|9.75|1366.6667"],
            Rounded(await store.QueryAsync(Query(store, """
                SELECT
                  LogAttributes['model'] as model,
                  COUNT(*) as requests,
                  SUM(toFloat64(LogAttributes['cost_usd'])) as total_cost,
                  AVG(toFloat64(LogAttributes['duration_ms'])) as avg_duration
                FROM otel.otel_logs
                WHERE Body = 'claude_code.api_request'
                GROUP BY model;
                """))).Order(StringComparer.Ordinal));
        Assert.Equal(["5|1"], await store.QueryAsync("SELECT (SELECT count() FROM api_requests FINAL), (SELECT count() FROM api_errors FINAL)"));
    }

    /// <summary>What <c>Core.Telemetry.Asking.PlanQueries</c> says of how they differ from the pages.</summary>
    [Fact]
    public async Task Event_that_came_twice_is_two_for_the_plan_and_one_request_and_one_without_a_cost_fails_it()
    {
        await using var store = await TestStore.EmptyAsync(engine, static options => options.RetentionDays = 0);
        await store.Migrator.EnsureAsync(TestStore.Cancel);
        var request = Request(1, "claude-opus-5-5", 100, 10, "0.5", 1000);
        request = request with { Attributes = [.. request.Attributes, new("request_id", "req_1")] };
        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [request] }));
        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [request with { Attributes = [.. request.Attributes, new("again", "1")] }] }), "again");
        var usage = Query(store, PlanQueries.All.Single(static one => one.Name == "Plan: model usage").Sql);

        Assert.Equal(["claude-opus-5-5|2|1|1000"], await store.QueryAsync(usage));
        Assert.Equal(["1"], await store.QueryAsync("SELECT count() FROM requests"));

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [request with { Attributes = [.. request.Attributes.Where(static one => one.Key != "cost_usd")] }] }), "without");
        await Assert.ThrowsAsync<StoreRejectedException>(() => store.QueryAsync(usage));
    }

    [Theory]
    [InlineData(2024, "otel_logs has no column EventName:")]
    [InlineData(2023, "otel_logs has no column EventName, ResourceSchemaUrl, ScopeSchemaUrl, ScopeName, ScopeVersion, ScopeAttributes:")]
    public async Task Columns_an_older_table_lacks_are_named(int year, string expected)
    {
        await using var store = await TestStore.EmptyAsync(engine, static options => options.RetentionDays = 0);
        await MakeAsync(store, year);

        var state = await store.Migrator.EnsureAsync(TestStore.Cancel);

        Assert.Equal(SchemaMode.Complete, state.Mode);
        Assert.StartsWith(expected, Assert.Single(state.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_with_json_attributes_is_refused_by_the_columns_name()
    {
        await using var store = await TestStore.EmptyAsync(engine, static options => options.RetentionDays = 0);
        await store.ExecuteOutsideAsync($"CREATE DATABASE {store.Options.Database}");
        await store.ExecuteAsync(ExporterShapes.Of2023.Replace("LogAttributes Map(LowCardinality(String), String)", "LogAttributes JSON", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<StoreRejectedException>(() => store.Migrator.EnsureAsync(TestStore.Cancel));

        Assert.Contains("LogAttributes", refused.Message, StringComparison.Ordinal);
    }

    internal static async Task MakeAsync(TestStore store, int year)
    {
        await store.ExecuteOutsideAsync($"CREATE DATABASE {store.Options.Database}");
        if (year > 0)
        {
            await store.ExecuteAsync(ExporterShapes.Of(year));
        }
    }

    private static string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Query(TestStore store, string plan) =>
        plan.TrimEnd().TrimEnd(';').Replace("FROM otel.", $"FROM {store.Options.Database}.", StringComparison.Ordinal);

    private static IEnumerable<string> Rounded(IEnumerable<string> rows) => rows.Select(static row => string.Join('|', row.Split('|').Select(static cell =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : cell)));

    private static LogRecord Request(double hours, string model, int input, int output, string cost, int duration) => new(
        new TelemetryOrigin { ServiceName = "claude-code" },
        Today.AddHours(hours).ToUnixTimeMilliseconds() * 1_000_000,
        "", "", 0, "", 0, "claude_code.api_request", "",
        [
            new("cost_usd", cost), new("duration_ms", duration.ToString(CultureInfo.InvariantCulture)), new("event.name", "api_request"),
            new("input_tokens", input.ToString(CultureInfo.InvariantCulture)), new("model", model), new("output_tokens", output.ToString(CultureInfo.InvariantCulture)),
            new("session.id", "s"),
        ]);

    private async Task<TestStore> FilledAsync(int year)
    {
        var store = await TestStore.EmptyAsync(engine, static options => options.RetentionDays = 0);
        await MakeAsync(store, year);
        await store.Migrator.EnsureAsync(TestStore.Cancel);
        var failed = Request(1.75, "claude-opus-5-5", 0, 0, "", 0) with { Body = "claude_code.api_error", Attributes = [new("event.name", "api_error"), new("session.id", "s")] };
        LogRecord[] logs =
        [
            Request(1, "claude-opus-5-5", 100, 10, "0.5", 1000),
            Request(1.5, "claude-opus-5-5", 200, 20, "0.25", 3000),
            Request(2, "claude-haiku-5-5", 50, 5, "0.05", 500),
            Request(-23, "claude-haiku-5-5", 10, 1, "0.01", 100),
            Request((-8 * 24) + 2, "claude-opus-5-5", 1000, 100, "9", 100),
            failed,
        ];
        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = logs }));
        return store;
    }
}
