namespace Coxswain.Core.Budgets.Switching;

public static class CacheLifetimes
{
    public static TimeSpan Length(this CacheLifetime lifetime) => lifetime == CacheLifetime.OneHour ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);
}
