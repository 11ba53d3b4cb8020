using Coxswain.Core.Telemetry;
using Coxswain.Storage.Opening;

namespace Coxswain.Server.Budgets;

/// <summary>Says when budgets are looked at again. Used by one loop; clocks that are set do not matter.</summary>
internal sealed class LookPace(IOutbox outbox, StoreGate gate, AlertSignal signal, TimeProvider clock)
{
    private const int RestFactor = 10;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private long? _ended;
    private long _stored = -1;
    private TimeSpan _took;

    /// <returns>What to give to <see cref="End"/>; <see langword="null"/>: not now.</returns>
    public (long Begun, long Stored)? Begin()
    {
        var since = _ended is { } end ? clock.GetElapsedTime(end) : Longest;
        var rest = _took * RestFactor;
        if (gate.Problem is not null)
        {
            return null;
        }

        // Somebody set a budget, and waits for what it says.
        var isAsked = signal.Take();
        if (!isAsked && since < (rest > Shortest ? rest : Shortest))
        {
            return null;
        }

        var stored = outbox.StoredRows;
        return isAsked || stored != _stored || since >= Longest ? (clock.GetTimestamp(), stored) : null;
    }

    /// <summary>Rows that came while it looked are looked at next.</summary>
    public void End((long Begun, long Stored) look)
    {
        _stored = look.Stored;
        _took = clock.GetElapsedTime(look.Begun);
        _ended = clock.GetTimestamp();
    }
}
