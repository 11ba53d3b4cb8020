namespace Coxswain.Testing.Upstream.Simulation.Limits;

/// <summary>A bucket that refills steadily to its capacity within a minute. Not safe for threads; its owner locks.</summary>
internal sealed class TokenBucket(int capacity, TimeProvider clock)
{
    private double _level = capacity;
    private DateTimeOffset _at = clock.GetUtcNow();

    public int Capacity => capacity;

    public int Remaining => (int)Math.Floor(Level());

    /// <summary>When the bucket is full again if nothing is taken.</summary>
    public DateTimeOffset Full => clock.GetUtcNow() + Refill(capacity - Level());

    /// <summary>Zero when <paramref name="amount"/> can be taken now. More than the capacity is asked of a full bucket.</summary>
    public TimeSpan Wait(long amount) => Refill(Math.Max(0, Math.Min(amount, capacity) - Level()));

    public void Take(long amount) => _level = Level() - amount;

    private TimeSpan Refill(double missing) => TimeSpan.FromMinutes(missing / capacity);

    private double Level()
    {
        var now = clock.GetUtcNow();
        _level = Math.Min(capacity, _level + (capacity * (now - _at).TotalMinutes));
        _at = now;
        return _level;
    }
}
