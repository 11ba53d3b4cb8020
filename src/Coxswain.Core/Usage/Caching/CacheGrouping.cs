namespace Coxswain.Core.Usage.Caching;

/// <summary>What a cache report has a row for.</summary>
public enum CacheGrouping
{
    Session,
    Project,
    Cause,
}
