namespace Coxswain.Tests.Server.Budgets;

/// <summary>A clock that can be set, forwards and back, beside time that only passes.</summary>
internal sealed class JumpingClock(DateTimeOffset now, TimeZoneInfo zone) : TimeProvider
{
    private long _passed;

    public DateTimeOffset Now { get; set; } = now;

    public TimeZoneInfo Zone { get; set; } = zone;

    public override TimeZoneInfo LocalTimeZone => Zone;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _passed;

    public void Pass(TimeSpan time) => _passed += time.Ticks;
}
