namespace Coxswain.Core.Monitoring.Scoreboard;

/// <summary>The plan's success metrics over a time.</summary>
/// <param name="Since">First moment counted.</param>
/// <param name="Until">First moment no longer counted.</param>
/// <param name="Primary">Plan, "Primary Success Metrics", in its order.</param>
/// <param name="Secondary">Plan, "Secondary Metrics", in its order.</param>
public sealed record KpiReport(DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset AsOf, string Project, IReadOnlyList<Kpi> Primary, IReadOnlyList<Kpi> Secondary);
