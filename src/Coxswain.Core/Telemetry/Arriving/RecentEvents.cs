namespace Coxswain.Core.Telemetry.Arriving;

/// <summary>What arrived lately.</summary>
/// <param name="Since">When the process began: nothing before is known here.</param>
/// <param name="Taken">Events taken since then, an event that was told twice twice.</param>
/// <param name="Events">The newest first, at most <see cref="RecentArrivals.Most"/>.</param>
public sealed record RecentEvents(DateTimeOffset Since, DateTimeOffset AsOf, long Taken, IReadOnlyList<ArrivedEvent> Events);
