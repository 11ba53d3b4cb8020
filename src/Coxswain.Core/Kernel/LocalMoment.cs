namespace Coxswain.Core.Kernel;

/// <summary>When clocks of a time zone show a time.</summary>
public static class LocalMoment
{
    /// <summary>Further than any zone is from UTC.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(16);

    /// <summary>The first moment at which they show it. A time a clock change skips means the moment of the change; one that occurs twice means the first.</summary>
    public static DateTimeOffset First(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var shown = local;
        while (zone.IsInvalidTime(shown))
        {
            shown = shown.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        var first = new DateTimeOffset(shown.Ticks, offset).ToUniversalTime();

        // In years in which a zone's standard time itself changed the runtime is wrong about its local times; it is right about moments.
        return IsReached(first, local, zone) && !IsReached(first.AddTicks(-1), local, zone) ? first : Search(local, zone);
    }

    private static DateTimeOffset Search(DateTime local, TimeZoneInfo zone)
    {
        var middle = new DateTimeOffset(local.Ticks, TimeSpan.Zero);
        var (before, reached) = ((middle - Furthest).UtcTicks, (middle + Furthest).UtcTicks);
        while (reached - before > 1)
        {
            var between = before + ((reached - before) / 2);
            (before, reached) = IsReached(new DateTimeOffset(between, TimeSpan.Zero), local, zone) ? (before, between) : (between, reached);
        }

        return new DateTimeOffset(reached, TimeSpan.Zero);
    }

    private static bool IsReached(DateTimeOffset moment, DateTime local, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).DateTime >= local;
}
