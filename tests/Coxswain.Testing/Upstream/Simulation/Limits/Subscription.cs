using System.Globalization;
using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Limits;

/// <summary>The limits of a subscription, which come as <c>anthropic-ratelimit-unified-*</c> headers on every answer.</summary>
public sealed record Subscription(SubscriptionWindow FiveHours, SubscriptionWindow SevenDays)
{
    /// <summary><c>allowed</c>, <c>rejected</c>: whether calls beyond the limits are paid for.</summary>
    public string Overage { get; init; } = "rejected";

    public bool IsSpent => Math.Max(FiveHours.Utilization, SevenDays.Utilization) >= 1 && Overage != "allowed";

    private SubscriptionWindow Tightest => SevenDays.Utilization > FiveHours.Utilization ? SevenDays : FiveHours;

    /// <returns>429 with the wait until the spent window resets, or <see langword="null"/>.</returns>
    public ApiError? Refuse(DateTimeOffset now) => IsSpent ? ApiError.RateLimited(Tightest.Resets - now) with { Message = "This request would exceed your account's rate limit. Please try again later." } : null;

    public IEnumerable<KeyValuePair<string, string>> Headers()
    {
        const string Name = "anthropic-ratelimit-unified";
        yield return KeyValuePair.Create(Name + "-status", IsSpent ? "rejected" : "allowed");
        yield return KeyValuePair.Create(Name + "-reset", Epoch(Tightest));
        yield return KeyValuePair.Create(Name + "-representative-claim", Tightest == FiveHours ? "five_hour" : "seven_day");
        yield return KeyValuePair.Create(Name + "-overage-status", Overage);
        foreach (var (window, place) in new[] { (FiveHours, "5h"), (SevenDays, "7d") })
        {
            yield return KeyValuePair.Create($"{Name}-{place}-status", window.Utilization >= 1 ? "rejected" : "allowed");
            yield return KeyValuePair.Create($"{Name}-{place}-reset", Epoch(window));
            yield return KeyValuePair.Create($"{Name}-{place}-utilization", window.Utilization.ToString("0.####", CultureInfo.InvariantCulture));
        }
    }

    private static string Epoch(SubscriptionWindow window) => window.Resets.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
