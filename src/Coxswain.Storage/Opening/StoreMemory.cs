using System.Data.Common;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Opening;

/// <summary>Recognises the store that was opened, whether it lost rows and how long it keeps them, so that transcripts are read again when it is not what it was.</summary>
public sealed partial class StoreMemory
{
    private readonly StoreClient _client;
    private readonly CursorMemory _cursors;
    private readonly RequestRetention _retention;
    private readonly ILogger<StoreMemory> _logger;

    private readonly int _configuredDays;

    internal StoreMemory(StoreClient client, StoreOptions options, CursorMemory cursors, RequestRetention retention, ILogger<StoreMemory> logger)
    {
        (_client, _cursors, _retention, _logger) = (client, cursors, retention, logger);
        _configuredDays = SchemaRetention.Named(options.Retention).GetValueOrDefault("api_requests", options.RetentionDays);
    }

    /// <summary>Drops the cursors when the store is another one, lost rows since it was last compared, or keeps them longer.</summary>
    /// <param name="damage">All damage known.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task CompareAsync(IEnumerable<DamageRecord> damage, CancellationToken cancellationToken)
    {
        var identity = await ReadIdentityAsync(cancellationToken).ConfigureAwait(false);
        var isEmpty = await IsEmptyAsync(cancellationToken).ConfigureAwait(false);
        var lost = damage.Where(static record => record.IsReadAgain).Select(static record => record.Id).Distinct(StringComparer.Ordinal).ToList();
        var kept = (await QueryAsync("read_kept", static row => (Table: row.GetString(0), Days: row.GetInt32(1)), cancellationToken).ConfigureAwait(false))
            .ToDictionary(static table => table.Table, static table => table.Days, StringComparer.Ordinal);
        _retention.Set(kept.TryGetValue("api_requests", out var days) ? days : null, _client.Address.IsEmbedded ? _configuredDays : 0);
        try
        {
            if (await _cursors.CompareAsync(identity, lost, kept, isEmpty).ConfigureAwait(false) is not null && _client.Address.IsEmbedded)
            {
                // They are counted by where a reading stopped, and another one stops elsewhere.
                await _client.ExecuteAsync(StoreStatement.FromFile("Queries/Schema/forget_gaps.sql"), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StateUnavailableException problem)
        {
            Log.NotCompared(_logger, problem);
        }
    }

    /// <summary>Where this build may not make tables there is no written identity: the place has to do.</summary>
    private async Task<string> ReadIdentityAsync(CancellationToken cancellationToken) =>
        await FirstAsync("read_identity", static row => row.GetString(0), cancellationToken).ConfigureAwait(false) is { Length: > 0 } written
            ? written
            : $"{_client.Address}/{_client.Database}";

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        await FirstAsync("has_requests", static row => row.GetString(0), cancellationToken).ConfigureAwait(false) == "no";

    private async Task<string?> FirstAsync(string query, Func<DbDataReader, string> read, CancellationToken cancellationToken) =>
        await QueryAsync(query, read, cancellationToken).ConfigureAwait(false) is [var first, ..] ? first : null;

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.QueryAsync(StoreStatement.FromFile($"Queries/Schema/{query}.sql"), read, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreRejectedException refusal)
        {
            Log.NotTold(_logger, query, refusal);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2161, LogLevel.Warning, "The state file cannot be used: whether this is the store that transcripts were read into is looked at when it is opened again.")]
        public static partial void NotCompared(ILogger logger, Exception problem);

        [LoggerMessage(2162, LogLevel.Debug, "The store does not answer {Query}.")]
        public static partial void NotTold(ILogger logger, string query, Exception refusal);
    }
}
