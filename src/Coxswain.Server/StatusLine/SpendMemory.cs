using System.Collections.Concurrent;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;

namespace Coxswain.Server.StatusLine;

/// <summary>
/// Asks the store what sessions spent, and remembers what it said: pricing takes it longer than a status line waits on a busy machine. Who cannot wait
/// gets the answer before; the new one is there for the next line. While nothing was stored the last answer holds: a client asks several times for each message.
/// </summary>
internal sealed class SpendMemory(IUsageStore store, IOutbox outbox, TimeProvider clock)
{
    private const int MostSessions = 64;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Rows may reach the store past the outbox: a collector's, or those of an import from its tables. And the last hour moves on.</summary>
    private static readonly TimeSpan Holding = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<SpendReading>> _asking = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SpendReading> _known = [];

    /// <returns>What the store says; what it said last, if it takes longer than <paramref name="patience"/>; <see langword="null"/> if that is not known either.</returns>
    public async Task<SpendReading?> ReadAsync(string session, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_known.GetValueOrDefault(session) is { } known && Holds(known))
        {
            return known;
        }

        try
        {
            return await Asking(session).WaitAsync(patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return _known.GetValueOrDefault(session);
        }
    }

    private bool Holds(SpendReading known) =>
        known.StoredRows == outbox.StoredRows && clock.GetUtcNow() - known.AsOf is var age && age >= TimeSpan.Zero && age < Holding;

    // The end of a question waits at the gate until its beginning is in the dictionary: one that stayed there would be the answer for good.
    private Task<SpendReading> Asking(string session)
    {
        lock (_gate)
        {
            return _asking.TryGetValue(session, out var asking) ? asking : _asking[session] = AskAsync(session);
        }
    }

    private async Task<SpendReading> AskAsync(string session)
    {
        await Task.Yield();
        try
        {
            using var limit = new CancellationTokenSource(Limit, clock);
            var (now, stored) = (clock.GetUtcNow(), outbox.StoredRows);
            var reading = new SpendReading(await store.ReadSpendAsync(session, now - SessionSpend.Recent, limit.Token), now, stored);
            if (_known.Count >= MostSessions)
            {
                _known.Clear();
            }

            _known[session] = reading;
            return reading;
        }
        finally
        {
            lock (_gate)
            {
                _asking.Remove(session);
            }
        }
    }
}
