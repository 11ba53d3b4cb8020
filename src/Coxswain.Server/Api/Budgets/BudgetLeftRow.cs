using System.Text.Json.Serialization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Api.Budgets;

/// <summary>The budget in scope with the least left.</summary>
/// <param name="LeftUsd">Below 0: so much more was spent.</param>
/// <param name="UnknownCostRequests">When not 0, less is left than <paramref name="LeftUsd"/>.</param>
/// <param name="Session">Whose spend it is, of a session's budget; else empty.</param>
public sealed record BudgetLeftRow(
    string Name, [property: JsonConverter(typeof(SpelledState<BudgetPeriod>))] BudgetPeriod Period, decimal LeftUsd, decimal LimitUsd, long UnknownCostRequests, string Session);
