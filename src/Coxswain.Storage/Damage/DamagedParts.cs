using System.Collections.Concurrent;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Damage;

/// <summary>
/// Sets damaged parts of the embedded engine's tables aside, by name, so that everything else can be read: when a statement fails over one, and
/// when merges do. Their bytes stay in the table's <c>detached</c> folder. Of a server nothing is changed; it is only told.
/// </summary>
public sealed partial class DamagedParts(
    StoreClient client, StoreOpener opener, IDamageLog damage, DataFolder folder, TimeProvider clock, ILogger<DamagedParts> logger) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
    private const int NoSuchPart = 232;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<(string Table, string Part), bool> _aside = new();

    // What LookAsync saw; its caller's loop only.
    private long _errors;
    private long _suspicious;
    private TimeSpan _pause = ShortestPause;
    private DateTimeOffset _lookAgain = DateTimeOffset.MinValue;

    /// <summary>After a statement failed with words that point to damage.</summary>
    /// <returns>Whether something was set aside since it began: then it may be sent again.</returns>
    public async Task<bool> SetAsideAsync(string failure, CancellationToken cancellationToken)
    {
        var named = StoreDamage.PartIn(failure);
        if (!client.Address.IsEmbedded)
        {
            TellOfServer(failure, named?.Part);
            return false;
        }

        if (EngineFiles.AreGone(folder))
        {
            // More than a part; the engine is about to be started again, and then the loss is told whole.
            return false;
        }

        try
        {
            return await CheckAsync(named, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is StoreUnavailableException or StoreRejectedException)
        {
            Log.NotMended(logger, problem);
            return false;
        }
    }

    /// <summary>Looks whether merges and other work that nobody waits for fail over damage; checks all tables when they do, ever less often while that finds nothing.</summary>
    /// <param name="errors">How many errors the engine counted since its start.</param>
    public async Task LookAsync(long errors, CancellationToken cancellationToken)
    {
        if (errors == _errors || clock.GetUtcNow() < _lookAgain)
        {
            return;
        }

        try
        {
            var suspicious = await CountSuspiciousAsync(cancellationToken).ConfigureAwait(false);
            if (suspicious > (suspicious < _suspicious ? 0 : _suspicious))
            {
                var isFound = await CheckAsync(null, cancellationToken).ConfigureAwait(false);
                _pause = isFound ? ShortestPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
                _lookAgain = isFound ? DateTimeOffset.MinValue : clock.GetUtcNow() + _pause;
                suspicious = await CountSuspiciousAsync(cancellationToken).ConfigureAwait(false);
            }

            (_errors, _suspicious) = (errors, suspicious);
        }
        catch (Exception problem) when (problem is StoreUnavailableException or StoreRejectedException)
        {
            Log.NotMended(logger, problem);
        }
    }

    /// <summary>Reads one part whole and sets it aside when it is damaged. The store is not brought up to date afterwards: see <see cref="StoreOpener.RefreshAsync"/>.</summary>
    /// <returns>Nothing when a merge or the retention took the part away meanwhile.</returns>
    internal async Task<CheckedParts> CheckPartAsync(KnownTable table, string part, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var check = Statement("check_part");
            return await JudgeAsync(table, check with { Sql = check.Sql.Replace("/*part*/", StoreDamage.PartName(part), StringComparison.Ordinal) }, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreRejectedException gone) when (gone.Code == NoSuchPart)
        {
            return default;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>One at a time: of many statements that fail over one part the first sets it aside, the others only wait for it.</summary>
    private async Task<bool> CheckAsync((string Table, string Part)? named, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        var found = 0;
        try
        {
            if (named is { } known && _aside.ContainsKey(known))
            {
                return true;
            }

            var tables = await KnownTable.ReadAllAsync(client, cancellationToken).ConfigureAwait(false);
            foreach (var table in tables.Where(table => table.HasParts && (named is null || table.Id == named.Value.Table)))
            {
                found += (await JudgeAsync(table, Statement("check_table"), cancellationToken).ConfigureAwait(false)).SetAside;
            }
        }
        finally
        {
            _one.Release();
        }

        if (found > 0)
        {
            await opener.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return found > 0;
    }

    /// <param name="check">Of the whole table, or of one part.</param>
    private async Task<CheckedParts> JudgeAsync(KnownTable table, StoreStatement check, CancellationToken cancellationToken)
    {
        var verdicts = await client.QueryAsync(
            check.With("table", table.Name),
            static row => (Part: row.GetString(0), IsSound: Convert.ToInt32(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture) == 1, Text: row.GetString(2)),
            cancellationToken).ConfigureAwait(false);
        var result = new CheckedParts(verdicts.Count(static one => one.IsSound), 0, 0);
        foreach (var (part, _, text) in verdicts.Where(static one => !one.IsSound))
        {
            if (MachineFault.IsIn(text))
            {
                Log.NotOfPart(logger, table.Name, part, text);
                result = result with { Unreadable = result.Unreadable + 1 };
            }
            else if (await DetachAsync(table.Name, part, text, cancellationToken).ConfigureAwait(false))
            {
                _aside[(table.Id, part)] = true;
                result = result with { SetAside = result.SetAside + 1 };
            }
        }

        return result;
    }

    /// <returns>False when a merge or the retention took the part away meanwhile.</returns>
    private async Task<bool> DetachAsync(string table, string part, string reason, CancellationToken cancellationToken)
    {
        var parts = await client.QueryAsync(
            Statement("part").With("table", table).With("part", part),
            row => DetachedPart.Found(table, part, reason, row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3)),
            cancellationToken).ConfigureAwait(false);
        if (parts.Count == 0)
        {
            return false;
        }

        await client.ExecuteAsync(Statement("detach_part").With("table", table).With("part", part), CancellationToken.None).ConfigureAwait(false);
        damage.Add(parts[0].ToDamage(clock.GetUtcNow(), isKept: QuarantinedDamage.SizeOf(parts[0].Path) > 0));
        return true;
    }

    private async Task<long> CountSuspiciousAsync(CancellationToken cancellationToken) =>
        (await client.QueryAsync(Statement("errors").With("codes", StoreDamage.Codes), static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    private void TellOfServer(string failure, string? part) => damage.Add(new DamageRecord(
        $"server:{client.Address}/{part ?? StoreErrors.Shorten(failure)}", clock.GetUtcNow(), part is null ? $"the store at {client.Address}" : $"part {part} of the store at {client.Address}", null, null, "",
        StoreErrors.Shorten(failure), "Coxswain changes nothing on a server: have its administrator check and mend the table, then run cox doctor --acknowledge.")
    {
        Happened = "cannot be read",
    });

    private static StoreStatement Statement(string name) => StoreStatement.FromFile($"Queries/Damage/{name}.sql") with { IsOfMending = true };

    private static partial class Log
    {
        [LoggerMessage(2170, LogLevel.Error, "Damage was met that could not be set aside.")]
        public static partial void NotMended(ILogger logger, Exception problem);

        [LoggerMessage(2171, LogLevel.Error, "Part {Part} of table {Table} cannot be read, and the machine is at fault: {Reason}")]
        public static partial void NotOfPart(ILogger logger, string table, string part, string reason);
    }
}
