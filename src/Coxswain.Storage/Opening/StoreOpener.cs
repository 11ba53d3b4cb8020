using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Pricing;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.ClickHouse.Usage.Rollup;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Opening;

/// <summary>Brings a store that has just come up to this build's schema, then lets rows through.</summary>
public sealed partial class StoreOpener(
    SchemaMigrator migrator, PriceListSync prices, StoreClient client, StoreGate gate, IDamageLog damage, StoreMemory memory,
    StoreInventory inventory, TimeProvider clock, ILogger<StoreOpener> logger, UsageRollup? rollup = null)
{
    private const string ReadOnly = "The store can only be read; rows wait in the outbox. ";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private IReadOnlyList<string> _detachedParts = [];

    /// <summary>Damaged parts of tables, set aside by ClickHouse at its start or by us since, as <c>table/part</c>; their rows are missing.</summary>
    public IReadOnlyList<string> DetachedParts => Volatile.Read(ref _detachedParts);

    /// <param name="repair">A table was lost: every migration runs again, which makes what is missing and leaves the rest.</param>
    /// <summary>Tries for as long as the store does not answer; ends when the gate is open, or when only a person can help and <see cref="StoreGate.Problem"/> says with what.</summary>
    public async Task OpenAsync(bool repair, CancellationToken cancellationToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                Decide(await PrepareAsync(repair, cancellationToken).ConfigureAwait(false));
                return;
            }
            catch (StoreRejectedException refusal)
            {
                Log.Refused(logger, refusal);
                gate.Close(StoreErrors.IsForbidden(refusal) ? ReadOnly + "Its user has no right to write: " + refusal.Message : refusal.Message, isFinal: true);
                return;
            }
            catch (StoreUnavailableException problem)
            {
                // The engine is being started by us and worth waiting for; a server that is away is told at once.
                gate.Close(problem.Message, isFinal: !client.Address.IsEmbedded);
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Before the embedded engine starts: looks what of its folder is gone.</summary>
    public Task LookBeforeStartAsync() => inventory.LookBeforeStartAsync();

    /// <summary>After damage was set aside in an open store: brings back what can be at once, the price list and, by reading them again, what transcripts know. Our own notes wait for the next opening: migrations run while no rows flow.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // While it is being opened all that is still to come.
        if (gate.Problem is not null)
        {
            return;
        }

        try
        {
            await prices.SyncAsync(cancellationToken).ConfigureAwait(false);
            await CompareAsync([], cancellationToken).ConfigureAwait(false);
            rollup?.Recheck();
        }
        catch (Exception problem) when (problem is StoreUnavailableException or StoreRejectedException)
        {
            Log.NotRefreshed(logger, problem);
        }
    }

    private async Task<SchemaState> PrepareAsync(bool repair, CancellationToken cancellationToken)
    {
        // With a repair it is known, and told, what was taken away.
        var (isAnyLost, lost) = repair ? (true, []) : await inventory.FindLostAsync(cancellationToken).ConfigureAwait(false);
        foreach (var record in lost)
        {
            damage.Add(record);
        }

        var state = await migrator.EnsureAsync(isAnyLost, cancellationToken).ConfigureAwait(false);
        if (state.Mode == SchemaMode.Complete)
        {
            await prices.SyncAsync(cancellationToken).ConfigureAwait(false);
        }

        await CompareAsync(lost, cancellationToken).ConfigureAwait(false);
        await inventory.RememberAsync(cancellationToken).ConfigureAwait(false);
        rollup?.Recheck();
        return state;
    }

    private async Task CompareAsync(IReadOnlyList<DamageRecord> lost, CancellationToken cancellationToken)
    {
        var parts = await ReadDetachedPartsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DamageRecord> known = [.. parts, .. lost, .. damage.ReadOpen()];
        await memory.CompareAsync(known, cancellationToken).ConfigureAwait(false);
        if (client.Address.IsEmbedded && known.Any(static record => record.IsReadAgain))
        {
            // Then import clickhouse fills every day again, as far as raw rows are there.
            await client.ExecuteAsync(StoreStatement.FromFile("Queries/Backfill/forget_progress.sql") with { IsOfMending = true }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<DamageRecord>> ReadDetachedPartsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var parts = await client.QueryAsync(
                StoreStatement.FromFile("Queries/Schema/read_detached_parts.sql").With("embedded", client.Address.IsEmbedded ? 1 : 0),
                static row => DetachedPart.Listed(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.GetString(6)),
                cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _detachedParts, [.. parts.Select(static part => part.Name)]);
            var records = parts.Select(part => part.ToDamage(clock.GetUtcNow(), isKept: true)).ToList();
            records.ForEach(damage.Add);
            return records;
        }
        catch (StoreRejectedException refusal)
        {
            // Only a list for people; a server may keep its system tables to itself.
            Log.NoParts(logger, refusal);
            return [];
        }
    }

    private void Decide(SchemaState state)
    {
        if (state.Mode == SchemaMode.Complete)
        {
            gate.Open();
            return;
        }

        gate.Close(ReadOnly + string.Join(' ', state.Problems), isFinal: true);
    }

    private static partial class Log
    {
        [LoggerMessage(2142, LogLevel.Debug, "The store does not list detached parts.")]
        public static partial void NoParts(ILogger logger, Exception refusal);

        [LoggerMessage(2143, LogLevel.Warning, "After damage was set aside the store could not be brought up to date; the next start does it.")]
        public static partial void NotRefreshed(ILogger logger, Exception problem);

        [LoggerMessage(2140, LogLevel.Error, "The store cannot be used; rows wait in the outbox.")]
        public static partial void Refused(ILogger logger, Exception refusal);
    }
}
