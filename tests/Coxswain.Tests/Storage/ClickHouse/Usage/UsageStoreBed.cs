using Coxswain.Core.Pricing;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Pricing;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Testing.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>One real engine with the real schema and the shipped prices, emptied for each test.</summary>
public sealed class UsageStoreBed : IAsyncLifetime
{
    private static readonly string[] Filled =
    [
        "TRUNCATE TABLE otel_logs", "TRUNCATE TABLE api_requests", "TRUNCATE TABLE prompts", "TRUNCATE TABLE sessions", "TRUNCATE TABLE session_costs", "TRUNCATE TABLE session_cost_states", "TRUNCATE TABLE subagents",
        "TRUNCATE TABLE compactions", "TRUNCATE TABLE tool_calls", "TRUNCATE TABLE api_errors", "TRUNCATE TABLE activity",
        "TRUNCATE TABLE request_shapes", "TRUNCATE TABLE request_outlines", "TRUNCATE TABLE request_shape_parts", "TRUNCATE TABLE price_list", "TRUNCATE TABLE gateway_calls", "TRUNCATE TABLE gateway_attempts", "TRUNCATE TABLE gateway_client_told", "TRUNCATE TABLE model_switches",
        "TRUNCATE TABLE coxswain_request_messages", "TRUNCATE TABLE coxswain_usage_marks", "TRUNCATE TABLE coxswain_usage_hours", "TRUNCATE TABLE coxswain_requests", "TRUNCATE TABLE coxswain_tool_keys", "TRUNCATE TABLE coxswain_tool_calls",
    ];

    private EngineProcess? _engine;
    private UsageStoreRoom? _room;

    /// <summary>As the last <see cref="OpenAsync"/> left it.</summary>
    internal UsageStoreRoom Room => _room!;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync();
        var options = new StoreOptions { Database = "otel", RetentionDays = 0 };
        var client = new StoreClient(options, StoreAddress.Embedded(_engine.SocketPath), TimeProvider.System, NullLogger<StoreClient>.Instance);
        await new SchemaMigrator(client, options, NullLogger<SchemaMigrator>.Instance).EnsureAsync(CancellationToken.None);
        _room = new UsageStoreRoom(client, PriceBookLoader.Shipped());
    }

    public async ValueTask DisposeAsync()
    {
        _room?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    internal async Task<UsageStoreRoom> OpenAsync()
    {
        var room = _room!;
        foreach (var statement in Filled)
        {
            await room.Client.ExecuteAsync(new StoreStatement("test", statement), CancellationToken.None);
        }

        await new PriceListSync(room.Client, room.Book, TimeProvider.System).SyncAsync(CancellationToken.None);
        return room;
    }
}
