using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Telemetry;
using Coxswain.Gateway.Observing;
using Coxswain.Storage.ClickHouse.Backfill;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Storage.Opening;
using Coxswain.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Backfill;

/// <summary>What the gateway told is made again from the raw rows, and from the calls an older version stored.</summary>
public sealed class GatewayBackfillTests(SharedEngine engine) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Tables = ["gateway_calls", "gateway_attempts", "gateway_client_told", "api_requests", "sessions"];

    private readonly InsertPause _inserts = new();

    public void Dispose() => _inserts.Dispose();

    [Fact]
    public async Task Lost_tables_are_as_they_were_after_the_raw_rows_were_read_again_however_often()
    {
        await using var store = await FilledAsync();
        var before = await ContentsAsync(store);
        Assert.Equal(["gateway_calls|60", "gateway_attempts|120", "gateway_client_told|20", "api_requests|120", "sessions|1"], before.Select(static table => table[..table.LastIndexOf('|')]));
        foreach (var table in Tables)
        {
            await store.ExecuteAsync($"TRUNCATE TABLE {table}");
        }

        await RefillAsync(store);
        Assert.Equal(before, await ContentsAsync(store));

        await store.ExecuteAsync("TRUNCATE TABLE coxswain_backfill");
        await RefillAsync(store);
        Assert.Equal(before, await ContentsAsync(store));
    }

    /// <summary>Attempts of that time told no counts of their own.</summary>
    [Fact]
    public async Task Calls_an_older_version_stored_count_once_after_the_update()
    {
        await using var store = await FilledAsync();
        foreach (var table in Tables.Except(["gateway_calls"]))
        {
            await store.ExecuteAsync($"TRUNCATE TABLE {table}");
        }

        for (var update = 0; update < 2; update++)
        {
            await store.ExecuteAsync("TRUNCATE TABLE coxswain_migrations");
            await store.Migrator.EnsureAsync(TestStore.Cancel);
        }

        Assert.Equal(["60|6000|1"], await store.QueryAsync("SELECT count(), sum(input_tokens), (SELECT count() FROM sessions FINAL) FROM requests"));
    }

    private Task<BackfillProgress> RefillAsync(TestStore store)
        => new TypedBackfill(store.Client, store.Options, _inserts, NullLogger<TypedBackfill>.Instance).RunAsync(null, TestStore.Cancel);

    private static async Task<IReadOnlyList<string>> ContentsAsync(TestStore store)
    {
        var contents = new List<string>();
        foreach (var table in Tables)
        {
            contents.AddRange(await store.QueryAsync($"SELECT '{table}', count(), sum(cityHash64(*)) FROM {table} FINAL"));
        }

        return contents;
    }

    /// <summary>Three days of calls of Claude Code, each with an attempt its client saw nothing of; a third broke off.</summary>
    private async Task<TestStore> FilledAsync()
    {
        var store = await TestStore.MigratedAsync(engine);
        var origin = GatewayOrigin.Of("1.0").Value;
        var tokens = new TokenUsage(100, 10, 1000, 0, 0, 0, "", "", "");
        var calls = Enumerable.Range(0, 60).Select(number => new CallRecord
        {
            Id = $"c{number}", Begun = Noon.AddDays(-number % 3).AddSeconds(number), Took = TimeSpan.FromSeconds(2), Operation = "messages", Mode = RecoveryMode.Transparent, Status = 200,
            Client = new ClientFacts("claude-cli", "2.1.330", "s", "", "", "", "", "", ""), RequestedModel = "claude-opus-5-5", Model = "claude-opus-5-5", RequestId = $"req_{number}",
            Tokens = tokens, End = number % 3 == 0 ? CallEnd.Broken : CallEnd.Answered, RateLimits = [("tokens-remaining", "9")],
            Attempts =
            [
                Attempt(1, $"tried_{number}") with { Failure = FailureClass.TruncatedStream, Tokens = tokens with { OutputTokens = 1 }, AnsweredModel = "claude-opus-5-5" },
                Attempt(2, $"req_{number}"),
            ],
        });
        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [.. calls.SelectMany(call => CallEvents.Of(call, origin))] }));
        return store;
    }

    private static AttemptRecord Attempt(int number, string requestId) => new(
        number, number == 1 ? "first" : "retry", "claude-opus-5-5", null, TimeSpan.Zero, TimeSpan.FromSeconds(1), 200, requestId, null, "", null);
}
