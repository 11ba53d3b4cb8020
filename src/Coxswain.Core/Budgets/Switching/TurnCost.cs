namespace Coxswain.Core.Budgets.Switching;

/// <param name="WarmUsd">When the cache still holds what was there before.</param>
/// <param name="ColdExtraUsd">More than that when it has expired and everything is written again.</param>
/// <param name="IsCompacted">The client sums the conversation up before it; that is in the cost.</param>
internal readonly record struct TurnCost(decimal WarmUsd, decimal ColdExtraUsd, bool IsCompacted)
{
    /// <param name="coldShare">Of turns like this one, how many come after the cache has expired.</param>
    public decimal Usd(double coldShare) => WarmUsd + ((decimal)coldShare * ColdExtraUsd);
}
