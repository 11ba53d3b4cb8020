namespace Coxswain.Tests.Server.Figures;

/// <summary>The system's clock, set to another moment, in UTC.</summary>
internal sealed class MovedClock(DateTimeOffset now) : TimeProvider
{
    private long _byTicks = (now - System.GetUtcNow()).Ticks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _byTicks));

    public void Set(DateTimeOffset to) => Interlocked.Exchange(ref _byTicks, (to - System.GetUtcNow()).Ticks);
}
