using System.Globalization;
using Coxswain.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// How far transcripts are read, and for which store that holds. When another store is opened, rows of this one were lost, or it keeps rows longer than
/// before, all cursors are dropped: what transcripts know is read again, and rows the store still has are the same rows.
/// </summary>
internal sealed partial class CursorMemory(StateWriter writer, ILogger<CursorMemory> logger)
{
    private const string Identity = "store_identity";
    private const string Damage = "store_damage";
    private const string Kept = "store_kept";
    private const string Reading = "transcript_reading";

    /// <summary>Raised when a version takes more, or something else, from the same lines: what was read before is then read again.</summary>
    private const string CurrentReading = "5";

    // Changed on the writer thread only.
    private int _drops;

    public event Action? Dropped;

    public int Drops => Volatile.Read(ref _drops);

    /// <summary>All cursors with the number of drops they were read after. Read by the writer, so that no drop comes between the two.</summary>
    /// <exception cref="StateUnavailableException">The state file cannot be used now.</exception>
    public Task<(int Drops, IReadOnlyList<TranscriptCursor> Cursors)> LoadAsync() => writer.CallAsync(transaction => (_drops, (IReadOnlyList<TranscriptCursor>)Read(transaction.Session)));

    /// <summary>Compares the store just opened with the one the cursors were written for.</summary>
    /// <param name="identity">Of the store; another after it was made anew or exchanged.</param>
    /// <param name="damage">Ids of all damage known that took rows which transcripts know.</param>
    /// <param name="kept">Days each table that transcripts fill keeps its rows; 0: for ever. Empty: not known.</param>
    /// <param name="isEmpty">The store has neither requests nor sessions: decides when no store is remembered yet.</param>
    /// <returns>Why cursors were dropped; <see langword="null"/> when they hold.</returns>
    /// <exception cref="StateUnavailableException">Nothing was changed; the next opening compares again.</exception>
    public async Task<string?> CompareAsync(string identity, IReadOnlyList<string> damage, IReadOnlyDictionary<string, int> kept, bool isEmpty)
    {
        var reason = await writer.CallAsync(transaction => Compare(transaction.Session, identity, damage, kept, isEmpty)).ConfigureAwait(false);
        if (reason is not null)
        {
            Log.Dropped(logger, reason);
            Dropped?.Invoke();
        }

        return reason;
    }

    private string? Compare(StateSession session, string identity, IReadOnlyList<string> damage, IReadOnlyDictionary<string, int> kept, bool isEmpty)
    {
        var known = StateSettings.Load(session, Identity);
        var seen = (StateSettings.Load(session, Damage) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var reason = known is null
            ? isEmpty ? "the store is empty" : null
            : known != identity ? "the store is another one than before" : null;
        reason ??= damage.Except(seen, StringComparer.Ordinal).Any() ? "rows of the store were lost" : null;
        reason ??= IsKeptLonger(StateSettings.Load(session, Kept) ?? "", kept) ? "the store keeps rows longer than before" : null;
        reason ??= known is not null && StateSettings.Load(session, Reading) != CurrentReading ? "this version of cox takes more from them" : null;
        StateSettings.Save(session, Identity, identity);
        StateSettings.Save(session, Reading, CurrentReading);
        StateSettings.Save(session, Damage, string.Join('\n', damage));
        if (kept.Count > 0)
        {
            StateSettings.Save(session, Kept, string.Join('\n', kept.Select(static table => $"{table.Key}={table.Value}")));
        }

        if (reason is null || session.Statement("cursors-drop").Run() == 0)
        {
            return null;
        }

        Volatile.Write(ref _drops, _drops + 1);
        return reason;
    }

    /// <param name="before">Lines of <c>table=days</c>; a table without a line was not known.</param>
    private static bool IsKeptLonger(string before, IReadOnlyDictionary<string, int> kept) => before
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line.Split('='))
        .Any(line => kept.TryGetValue(line[0], out var days) && line[1] != "0" && (days == 0 || days > int.Parse(line[1], CultureInfo.InvariantCulture)));

    private static List<TranscriptCursor> Read(StateSession session)
    {
        var cursors = new List<TranscriptCursor>();
        var rows = session.Statement("cursors-load");
        while (rows.Step())
        {
            cursors.Add(new TranscriptCursor(rows.Text(0), rows.Int64(1), unchecked((ulong)rows.Int64(2)), rows.Text(3)));
        }

        return cursors;
    }

    private static partial class Log
    {
        [LoggerMessage(2160, LogLevel.Warning, "Transcripts are read again from their start: {Reason}.")]
        public static partial void Dropped(ILogger logger, string reason);
    }
}
