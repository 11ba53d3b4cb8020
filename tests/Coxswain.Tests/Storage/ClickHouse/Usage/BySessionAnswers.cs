using System.Text.Json;
using Coxswain.Storage.ClickHouse.Budgets;
using Coxswain.Storage.ClickHouse.Monitoring;
using Coxswain.Storage.ClickHouse.Tools;
using Coxswain.Storage.ClickHouse.Usage.Caching;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Stores that remember what they read of sessions beside ones that read for the first time.</summary>
internal sealed class BySessionAnswers(UsageStoreRoom room)
{
    private const int Limit = 1000;

    private readonly Stores _old = new(room);

    public async Task SameAsync(string what, CancellationToken cancellationToken)
    {
        var (old, anew) = (await _old.AnswerAsync(cancellationToken), await new Stores(room).AnswerAsync(cancellationToken));
        foreach (var (remembered, read) in old.Zip(anew))
        {
            Assert.True(read.SequenceEqual(remembered), $"{what}\nonly read anew:\n{string.Join('\n', read.Except(remembered))}\nonly remembered:\n{string.Join('\n', remembered.Except(read))}");
        }
    }

    private sealed class Stores(UsageStoreRoom room)
    {
        private readonly ClickHouseCacheStore _caches = new(room.Client, room.Rollup);
        private readonly ClickHouseToolStore _tools = new(room.Client, room.Rollup);
        private readonly ClickHouseRecordedTaskStore _tasks = new(room.Client, room.Rollup);
        private readonly ClickHouseErrorRateStore _errors = new(room.Client, room.Rollup);

        public async Task<IReadOnlyList<IReadOnlyList<string>>> AnswerAsync(CancellationToken cancellationToken) =>
        [
            Text((await _caches.ReadRequestsAsync(UsageStoreRoom.Everything, Limit, cancellationToken)).OrderBy(static one => one.Key, StringComparer.Ordinal)),
            // What a request cost that is another session's than the call it asked for is seen when all is read again.
            Text((await _tools.ReadCallsAsync(UsageStoreRoom.Everything, Limit, cancellationToken)).Select(static call => call.SessionId is "" or "session-fork" ? call with { RequestCostUsd = null, AgentId = "" } : call)),
            Text(await _tasks.ReadAsync(UsageStoreRoom.Everything, Limit, cancellationToken)),
            Text(await _errors.ReadFailuresAsync(UsageStoreRoom.Everything, Limit, cancellationToken)),
        ];

        private static IReadOnlyList<string> Text<T>(IEnumerable<T> rows) => [.. rows.Select(static row => JsonSerializer.Serialize(row))];
    }
}
