namespace Coxswain.Core.Usage;

/// <summary>How fast a block was used up, from its first request to its last.</summary>
/// <param name="Requests">How many requests the rate rests on.</param>
/// <param name="TokensPerMinute">Of the counts that are known; <see langword="null"/> when none is.</param>
/// <param name="CostUsdPerHour">Of the requests with a known cost; <see langword="null"/> when none has.</param>
public sealed record BurnRate(long Requests, double OverMinutes, double? TokensPerMinute, decimal? CostUsdPerHour)
{
    /// <summary>Multiplied before it is divided: hours as a fraction would leave their rounding in the amount.</summary>
    public static decimal PerHour(decimal costUsd, TimeSpan span) => costUsd * TimeSpan.TicksPerHour / span.Ticks;
}
