using System.Text.Json.Serialization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.StatusLine;

/// <summary>The most used of the budgets that what is done in the session's folder counts against.</summary>
/// <param name="LeftUsd">Below 0: so much more was spent.</param>
/// <param name="UnknownCostRequests">When not 0, more was spent than is counted.</param>
/// <param name="IsOverridden">Its steps do nothing now.</param>
/// <param name="AsOf">When the store was asked.</param>
public sealed record StatusLineBudget(
    string Name,
    [property: JsonConverter(typeof(SpelledState<BudgetPeriod>))] BudgetPeriod Period,
    decimal LimitUsd,
    decimal LeftUsd,
    double UsedPercent,
    long UnknownCostRequests,
    bool IsOverridden,
    DateTimeOffset AsOf);
