using System.Globalization;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Backfill;
using Coxswain.Storage.Opening;
using Coxswain.Tests.Engine;
using Coxswain.Tests.Storage.ClickHouse.Server;
using Coxswain.Tests.Storage.ClickHouse.Shapes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Backfill;

public sealed class TypedBackfillTests(SharedEngine engine) : IDisposable
{
    private const string Counts = """
        SELECT (SELECT count() FROM api_requests FINAL), (SELECT count() FROM client_events FINAL), (SELECT count() FROM sessions FINAL),
            (SELECT count() FROM activity), (SELECT sum(value) FROM activity)
        """;

    private readonly InsertPause _inserts = new();

    public void Dispose() => _inserts.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(2023)]
    public async Task Rows_that_were_there_before_become_typed_once_however_often_it_runs(int year)
    {
        await using var store = await CollectedAsync(year);
        Assert.Equal(["0|0|0|0|0"], await store.QueryAsync(Counts));

        var end = await Backfill(store).RunAsync(null, TestStore.Cancel);
        Assert.Equal(["30|10|10|20|20"], await store.QueryAsync(Counts));
        Assert.Equal((4, 60L, 60L), (end.DaysDone, end.Rows, end.TotalRows));

        await Backfill(store).RunAsync(null, TestStore.Cancel);
        await store.ExecuteAsync("TRUNCATE TABLE coxswain_backfill");
        await Backfill(store).RunAsync(null, TestStore.Cancel);
        Assert.Equal(["30|10|10|20|20"], await store.QueryAsync(Counts));
    }

    [Fact]
    public async Task Interrupted_run_goes_on_where_it_stopped()
    {
        await using var store = await CollectedAsync(0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestStore.Cancel);
        var first = new Steps(step =>
        {
            if (step.DaysDone == 1)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backfill(store).RunAsync(first, stop.Token));
        Assert.Equal(["1"], await store.QueryAsync("SELECT count() FROM coxswain_backfill"));

        await Backfill(store).RunAsync(null, TestStore.Cancel);

        Assert.Equal(["30|10|10|20|20"], await store.QueryAsync(Counts));
    }

    [Fact]
    public async Task Day_too_large_for_one_statement_is_filled_in_pieces()
    {
        await using var store = await CollectedAsync(0);
        await store.ExecuteAsync("ALTER TABLE otel_logs DELETE WHERE 1 SETTINGS mutations_sync = 2");
        await store.ExecuteAsync("""
            INSERT INTO otel_logs (Timestamp, ServiceName, Body, LogAttributes)
            SELECT toStartOfDay(now()) - 86400 + number * 600, 'claude-code', 'claude_code.api_request', map('event.name', 'api_request', 'request_id', toString(number), 'session.id', '1')
            FROM numbers(144)
            """);
        await using var front = await ServerFront.StartAsync(await engine.GetAsync());
        var options = new StoreOptions { Host = $"127.0.0.1:{front.Port}", Username = ServerFront.User, Password = ServerFront.Password, Database = store.Options.Database };
        using var client = new StoreClient(options, StoreAddress.Server(options), TimeProvider.System, NullLogger<StoreClient>.Instance);
        var pieces = 0;
        front.TimesOut = (request, sql) =>
        {
            var isFill = sql.Contains("INSERT INTO client_event_stream", StringComparison.Ordinal);
            var isLong = isFill && long.Parse(request.Query["param_until_ms"].ToString(), CultureInfo.InvariantCulture) - long.Parse(request.Query["param_from_ms"].ToString(), CultureInfo.InvariantCulture) > 3 * 3_600_000;
            pieces += isFill && !isLong ? 1 : 0;
            return isLong;
        };

        await new TypedBackfill(client, options, _inserts, NullLogger<TypedBackfill>.Instance).RunAsync(null, TestStore.Cancel);

        Assert.InRange(pieces, 8, 32);
        Assert.Equal(["144"], await store.QueryAsync("SELECT count() FROM api_requests FINAL"));
        Assert.Equal(["20|20"], await store.QueryAsync("SELECT count(), sum(value) FROM activity"));
    }

    [Fact]
    public async Task Statement_that_never_fits_ends_the_run_instead_of_going_on_for_ever()
    {
        await using var store = await CollectedAsync(0);
        await using var front = await ServerFront.StartAsync(await engine.GetAsync());
        var options = new StoreOptions { Host = $"127.0.0.1:{front.Port}", Username = ServerFront.User, Password = ServerFront.Password, Database = store.Options.Database };
        using var client = new StoreClient(options, StoreAddress.Server(options), TimeProvider.System, NullLogger<StoreClient>.Instance);
        front.TimesOut = static (_, sql) => sql.Contains("INSERT INTO client_event_stream", StringComparison.Ordinal);

        var ended = await Assert.ThrowsAsync<StoreUnavailableException>(() => new TypedBackfill(client, options, _inserts, NullLogger<TypedBackfill>.Instance).RunAsync(null, TestStore.Cancel));

        Assert.Contains("TIMEOUT_EXCEEDED", ended.Message, StringComparison.Ordinal);
        Assert.Equal(["0"], await store.QueryAsync("SELECT count() FROM coxswain_backfill"));
    }

    /// <summary>An insert arrives in otel_metrics_sum and in activity at different moments; between the two its points would be added once more.</summary>
    [Fact]
    public async Task Inserts_stand_still_while_points_without_a_key_are_compared_and_only_then()
    {
        await using var store = await CollectedAsync(0);
        await using var front = await ServerFront.StartAsync(await engine.GetAsync());
        var options = new StoreOptions { Host = $"127.0.0.1:{front.Port}", Username = ServerFront.User, Password = ServerFront.Password, Database = store.Options.Database };
        using var client = new StoreClient(options, StoreAddress.Server(options), TimeProvider.System, NullLogger<StoreClient>.Instance);
        var held = new List<(bool IsOfActivity, bool IsHeld, Task Insert)>();
        front.TimesOut = (_, sql) =>
        {
            var isOfActivity = sql.Contains("INSERT INTO activity", StringComparison.Ordinal);
            if (isOfActivity || sql.Contains("INSERT INTO client_event_stream", StringComparison.Ordinal))
            {
                var insert = _inserts.InsertAsync(static () => Task.CompletedTask, TestStore.Cancel);
                held.Add((isOfActivity, !insert.IsCompleted, insert));
            }

            return false;
        };

        await new TypedBackfill(client, options, _inserts, NullLogger<TypedBackfill>.Instance).RunAsync(null, TestStore.Cancel);

        Assert.Equal([false, false, true, true], held.Select(static one => one.IsOfActivity));
        Assert.All(held, static one => Assert.Equal(one.IsOfActivity, one.IsHeld));
        await Task.WhenAll(held.Select(static one => one.Insert));
    }

    [Fact]
    public async Task Rows_that_came_after_the_typed_tables_are_not_counted_twice()
    {
        await using var store = await CollectedAsync(0);
        await InsertMetricsAsync(store);

        await Backfill(store).RunAsync(null, TestStore.Cancel);

        Assert.Equal(["40|40"], await store.QueryAsync("SELECT count(), sum(value) FROM activity"));
    }

    [Fact]
    public async Task Day_that_has_other_raw_rows_than_were_recorded_runs_again()
    {
        await using var store = await CollectedAsync(0);
        await Backfill(store).RunAsync(null, TestStore.Cancel);
        await store.ExecuteAsync("INSERT INTO otel_logs (Timestamp, ServiceName, Body, LogAttributes) SELECT toStartOfDay(now()) + 7200, 'claude-code', 'claude_code.api_request', map('event.name', 'api_request', 'request_id', 'late', 'session.id', '1')");
        await store.ExecuteAsync("TRUNCATE TABLE api_requests");

        await Backfill(store).RunAsync(null, TestStore.Cancel);

        // The other day is as it was recorded.
        Assert.Equal(["16|1"], await store.QueryAsync("SELECT count(), countIf(request_id = 'late') FROM api_requests FINAL"));
    }

    [Fact]
    public async Task Without_typed_tables_it_says_so()
    {
        await using var store = await TestStore.EmptyAsync(engine, static options => options.RetentionDays = 0);
        await PlanQueriesTests.MakeAsync(store, 2024);

        var refused = await Assert.ThrowsAsync<StoreRejectedException>(() => Backfill(store).RunAsync(null, TestStore.Cancel));

        Assert.Contains("no typed tables", refused.Message, StringComparison.Ordinal);
    }

    private TypedBackfill Backfill(TestStore store) => new(store.Client, store.Options, _inserts, NullLogger<TypedBackfill>.Instance);

    /// <summary>A collector's database of two days, brought to our schema afterwards.</summary>
    private async Task<TestStore> CollectedAsync(int year)
    {
        var store = await TestStore.EmptyAsync(engine, static options => options.RetentionDays = 0);
        if (year == 0)
        {
            await store.Migrator.EnsureAsync(TestStore.Cancel);
            await store.ExecuteAsync("DROP TABLE client_event_stream_mv SYNC");
            await store.ExecuteAsync("DROP TABLE activity_mv SYNC");
            await store.ExecuteAsync("TRUNCATE TABLE coxswain_migrations");
        }
        else
        {
            await PlanQueriesTests.MakeAsync(store, year);
            var current = await TestStore.MigratedAsync(engine);
            await store.ExecuteAsync($"CREATE TABLE otel_metrics_sum AS {current.Options.Database}.otel_metrics_sum");
            await current.DisposeAsync();
        }

        await store.ExecuteAsync("""
            INSERT INTO otel_logs (Timestamp, ServiceName, Body, LogAttributes)
            SELECT toStartOfDay(now()) - 86400 * (number % 2) + number, 'claude-code', if(number < 30, 'claude_code.api_request', 'claude_code.at_mention'),
                map('event.name', if(number < 30, 'api_request', 'at_mention'), 'request_id', if(number < 30, toString(number), ''), 'session.id', toString(number % 10),
                    'event.sequence', toString(number))
            FROM numbers(40)
            """);
        await InsertMetricsAsync(store);
        await store.Migrator.EnsureAsync(TestStore.Cancel);
        return store;
    }

    private static Task InsertMetricsAsync(TestStore store) => store.ExecuteAsync("""
        INSERT INTO otel_metrics_sum (MetricName, Attributes, TimeUnix, StartTimeUnix, Value, AggregationTemporality)
        SELECT 'claude_code.commit.count', map('session.id', '1'), toStartOfDay(now()) - 86400 * (number % 2), toStartOfDay(now()) - 86400 * 2, 1, 1 FROM numbers(20)
        """);

    private sealed class Steps(Action<BackfillProgress> step) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => step(value);
    }
}
