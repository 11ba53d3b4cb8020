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

    /// <summary>Days of a zone from midnight on, as far as they are over: up to now where the last one is not.</summary>
    public static TimeRange OfDays(DateOnly first, int days, DateTimeOffset now, TimeZoneInfo zone)
    {
        var since = LocalMoment.First(first.ToDateTime(TimeOnly.MinValue), zone);
        var until = LocalMoment.First(first.AddDays(days).ToDateTime(TimeOnly.MinValue), zone);
        return new TimeRange(since, now > since && now < until ? now : until);
    }

    /// <summary>Today and the days before it, so many together.</summary>
    public static TimeRange LastDays(int days, DateTimeOffset now, TimeZoneInfo zone) => OfDays(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(1 - days), days, now, zone);

    public bool Contains(DateTimeOffset time) => time >= From && time < To;
}
