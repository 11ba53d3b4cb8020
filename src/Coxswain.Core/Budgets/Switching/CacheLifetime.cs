namespace Coxswain.Core.Budgets.Switching;

/// <summary>How long an unread cache entry lives; each reading starts its time anew. The names are stored.</summary>
public enum CacheLifetime
{
    FiveMinutes,
    OneHour,
}
