namespace Coxswain.Core.Kernel;

/// <summary>A half-open range of UTC time: <see cref="From"/> is inside, <see cref="To"/> is not.</summary>
public readonly record struct TimeRange
{
    public TimeRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
        {
            throw new ArgumentException($"A range must not end ({to:O}) before it starts ({from:O}).", nameof(to));
        }

        From = from.ToUniversalTime();
        To = to.ToUniversalTime();
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public TimeSpan Length => To - From;

    public static TimeRange Last(TimeSpan length, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new TimeRange(now - length, now);
    }

    public bool Contains(DateTimeOffset time) => time >= From && time < To;
}
