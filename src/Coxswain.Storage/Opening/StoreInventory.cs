using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.Damage;
using Coxswain.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Opening;

/// <summary>
/// Remembers in the state file what the embedded engine's database held. A table, or all of them, that the engine does not know at its next start
/// was lost: only the state file can tell that from a store that is new.
/// </summary>
public sealed partial class StoreInventory
{
    private const string Setting = "engine_tables";
    private readonly StoreClient _client;
    private readonly StateWriter _writer;
    private readonly DataFolder _folder;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreInventory> _logger;

    // Written while no engine runs, read while one is opened.
    private (DateTimeOffset At, HashSet<string> Ids) _emptied = (DateTimeOffset.MinValue, []);

    internal StoreInventory(StoreClient client, StateWriter writer, DataFolder folder, TimeProvider clock, ILogger<StoreInventory> logger) =>
        (_client, _writer, _folder, _clock, _logger) = (client, writer, folder, clock, logger);

    /// <summary>To be asked while no engine runs: it makes a table's missing folder anew, and then nobody can tell it from a table that never held a row.</summary>
    public async Task LookBeforeStartAsync()
    {
        var tables = (await RecallAsync().ConfigureAwait(false)).Where(static table => table.HasParts);
        _emptied = (_clock.GetUtcNow(), [.. tables.Where(table => LostStore.IsFolderGone(_folder.EngineFolder, table)).Select(static table => table.Id)]);
    }

    /// <summary>To be asked before missing tables are made anew.</summary>
    /// <returns>What is missing of what was there; <c>Records</c> has none for views, which hold no rows.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<(bool IsAnyLost, IReadOnlyList<DamageRecord> Records)> FindLostAsync(CancellationToken cancellationToken)
    {
        if (!_client.Address.IsEmbedded)
        {
            return (false, []);
        }

        var remembered = await RecallAsync().ConfigureAwait(false);
        var known = (await KnownTable.ReadAllAsync(_client, cancellationToken).ConfigureAwait(false)).ToDictionary(static table => table.Name, StringComparer.Ordinal);
        var lost = remembered.Where(table => !known.TryGetValue(table.Name, out var now) || (table.HasParts && now.Id != table.Id)).ToList();
        if (lost.Exists(static table => !table.HasParts))
        {
            Log.ViewsLost(_logger, string.Join(", ", lost.Where(static table => !table.HasParts).Select(static table => table.Name)));
        }

        var tables = lost.Where(static table => table.HasParts).ToList();
        var isAll = tables.Count > 0 && tables.Count == remembered.Count(static table => table.HasParts);
        if (isAll)
        {
            return (true, [LostStore.Whole(_folder.EngineFolder, tables, _clock.GetUtcNow())]);
        }

        var emptied = remembered.Where(table => _emptied.Ids.Contains(table.Id)).Except(lost).ToList();
        return (
            lost.Count + emptied.Count > 0,
            [.. tables.Select(table => LostStore.Table(_folder.EngineFolder, table, _clock.GetUtcNow())), .. emptied.Select(table => LostStore.Emptied(_folder.EngineFolder, table, _emptied.At))]);
    }

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        if (!_client.Address.IsEmbedded)
        {
            return;
        }

        var tables = await KnownTable.ReadAllAsync(_client, cancellationToken).ConfigureAwait(false);
        var text = string.Join('\n', tables.Select(static table => $"{table.Name} {table.Id} {(table.HasParts ? "table" : "view")}").Prepend(_client.Database));
        try
        {
            await _writer.CallAsync(transaction =>
            {
                StateSettings.Save(transaction.Session, Setting, text);
                return true;
            }).ConfigureAwait(false);
        }
        catch (StateUnavailableException problem)
        {
            Log.NotRemembered(_logger, problem);
        }
    }

    /// <summary>Nothing when no database of this name is remembered.</summary>
    private async Task<IReadOnlyList<KnownTable>> RecallAsync()
    {
        try
        {
            var lines = (await _writer.CallAsync(static transaction => StateSettings.Load(transaction.Session, Setting)).ConfigureAwait(false) ?? "").Split('\n');
            return lines[0] != _client.Database
                ? []
                : [.. lines.Skip(1).Select(static line => line.Split(' ')).Where(static words => words.Length == 3).Select(static words => new KnownTable(words[0], words[1], words[2] == "table"))];
        }
        catch (StateUnavailableException problem)
        {
            Log.NotRemembered(_logger, problem);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2180, LogLevel.Warning, "The state file cannot be used: whether tables of the engine were lost is looked at when it is opened again.")]
        public static partial void NotRemembered(ILogger logger, Exception problem);

        [LoggerMessage(2181, LogLevel.Warning, "The engine lost the definitions of these, which hold no rows; they are made again: {Views}")]
        public static partial void ViewsLost(ILogger logger, string views);
    }
}
