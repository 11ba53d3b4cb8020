using System.Collections.Concurrent;
using Coxswain.Core.Usage;

namespace Coxswain.Server.StatusLine;

/// <summary>
/// Asks the store what sessions spent, and remembers what it said: pricing takes it longer than a status line waits on a busy machine. Who cannot wait
/// gets the answer before; the new one is there for the next line.
/// </summary>
internal sealed class SpendMemory(IUsageStore store, TimeProvider clock)
{
    private const int MostSessions = 64;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Task<SpendReading>> _asking = [];
    private readonly ConcurrentDictionary<string, SpendReading> _known = [];

    /// <returns>What the store says; what it said last, if it takes longer than <paramref name="patience"/>; <see langword="null"/> if that is not known either.</returns>
    public async Task<SpendReading?> ReadAsync(string session, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await _asking.GetOrAdd(session, AskAsync).WaitAsync(patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return _known.GetValueOrDefault(session);
        }
    }

    private async Task<SpendReading> AskAsync(string session)
    {
        // Not before the caller has this task in the dictionary: it is taken out at the end.
        await Task.Yield();
        try
        {
            using var limit = new CancellationTokenSource(Limit, clock);
            var now = clock.GetUtcNow();
            var reading = new SpendReading(await store.ReadSpendAsync(session, now - SessionSpend.Recent, limit.Token), now);
            if (_known.Count >= MostSessions)
            {
                _known.Clear();
            }

            _known[session] = reading;
            return reading;
        }
        finally
        {
            _asking.TryRemove(session, out _);
        }
    }
}
