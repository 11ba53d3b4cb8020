using System.Collections.Concurrent;
using Coxswain.Core.Telemetry;

namespace Coxswain.Server.StatusLine;

/// <summary>
/// Asks for something that takes longer than a status line waits on a busy machine, and remembers the answer. Who cannot wait gets the answer before; the new one is
/// there for the next line. While nothing was stored the last answer holds: a client asks several times for each message.
/// </summary>
/// <param name="least">So long an answer holds though rows were stored.</param>
internal sealed class ReadingMemory<TKey, TValue>(Func<TKey, CancellationToken, Task<TValue>> read, TimeSpan least, IOutbox outbox, TimeProvider clock)
    where TKey : notnull
{
    private const int MostKeys = 64;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Rows may reach the store past the outbox: a collector's, or those of an import from its tables. And the last hour moves on.</summary>
    private static readonly TimeSpan Holding = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Task<Reading<TValue>>> _asking = [];
    private readonly ConcurrentDictionary<TKey, Reading<TValue>> _known = [];

    /// <summary>Who has an answer of so short a time ago to show hardly waits for a newer one.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ShortPatience = TimeSpan.FromMilliseconds(10);

    /// <returns>What is said now; what was said last, if it takes longer than <paramref name="patience"/>; <see langword="null"/> if that is not known either.</returns>
    public async Task<Reading<TValue>?> ReadAsync(TKey key, TimeSpan patience, CancellationToken cancellationToken)
    {
        var age = TimeSpan.MaxValue;
        if (_known.GetValueOrDefault(key) is { } known)
        {
            if (Holds(known))
            {
                return known;
            }

            age = clock.GetUtcNow() - known.AsOf;
        }

        try
        {
            return await Asking(key).WaitAsync(age >= TimeSpan.Zero && age < Recent && ShortPatience < patience ? ShortPatience : patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return _known.GetValueOrDefault(key);
        }
    }

    private bool Holds(Reading<TValue> known) =>
        clock.GetUtcNow() - known.AsOf is var age && age >= TimeSpan.Zero && age < Holding && (known.StoredRows == outbox.StoredRows || age < least);

    // The end of a question waits at the gate until its beginning is in the dictionary: one that stayed there would be the answer for good.
    private Task<Reading<TValue>> Asking(TKey key)
    {
        lock (_gate)
        {
            return _asking.TryGetValue(key, out var asking) ? asking : _asking[key] = AskAsync(key);
        }
    }

    private async Task<Reading<TValue>> AskAsync(TKey key)
    {
        await Task.Yield();
        try
        {
            using var limit = new CancellationTokenSource(Limit, clock);
            var (now, stored) = (clock.GetUtcNow(), outbox.StoredRows);
            var reading = new Reading<TValue>(await read(key, limit.Token), now, stored);
            if (_known.Count >= MostKeys)
            {
                _known.Clear();
            }

            _known[key] = reading;
            return reading;
        }
        finally
        {
            lock (_gate)
            {
                _asking.Remove(key);
            }
        }
    }
}
