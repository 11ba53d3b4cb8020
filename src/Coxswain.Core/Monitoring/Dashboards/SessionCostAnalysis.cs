namespace Coxswain.Core.Monitoring.Dashboards;

/// <param name="BurnRate">Of its last 60 minutes, or since its first request.</param>
/// <param name="CacheShare">Prompt tokens that were read from the cache, of all.</param>
/// <param name="CacheLoss">What turns that read less than was left for them cost.</param>
/// <param name="ModelBreakdown">The dearest first.</param>
public sealed record SessionCostAnalysis(Figure Cost, Figure BurnRate, Figure CacheShare, Figure CacheLoss, IReadOnlyList<ModelCost> ModelBreakdown);
