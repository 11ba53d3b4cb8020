namespace Coxswain.Core.Usage;

/// <summary>How fast a session spends: what its requests of the last minutes cost, idle time included.</summary>
/// <param name="OverMinutes">The window, which ends now: an hour, or since the session's first request.</param>
public sealed record SessionBurn(long Requests, double OverMinutes, decimal CostUsdPerHour);
