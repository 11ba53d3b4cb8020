using System.Text.Json.Serialization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Api.Budgets;

/// <summary>A budget and how far it is used.</summary>
/// <param name="Project">Empty: all.</param>
/// <param name="Branch">Empty: all.</param>
/// <param name="From">Beginning of the day, week or month; <see langword="null"/> otherwise.</param>
/// <param name="Until">The first moment after it.</param>
/// <param name="Session">Whose spend this is, of a session's budget; else empty.</param>
/// <param name="Requests"><see langword="null"/>: nothing is summed up, of a request's budget or a session's without a session.</param>
/// <param name="SpentUsd">Of the requests whose cost is known; <see langword="null"/>: of none, or nothing is summed up.</param>
/// <param name="UnknownCostRequests">When not 0, <paramref name="SpentUsd"/> is only a part.</param>
/// <param name="LeftUsd">With what is open; below 0: so much more was spent.</param>
/// <param name="UsedPercent">With what is open.</param>
/// <param name="UnderWayCalls">Calls of the gateway that are under way, at most <paramref name="UnderWayUsd"/>: an estimate.</param>
/// <param name="UnseenCalls">Calls whose end nobody saw, as the daemon was killed; at most <paramref name="UnseenUsd"/>: an estimate, until a client tells of them.</param>
/// <param name="Override">Holds now: nothing is refused; <see langword="null"/>: none does.</param>
/// <param name="Forecast"><see langword="null"/>: not asked for (<c>projections</c>), not of a day, week or month, or the spend is not known.</param>
/// <param name="BlockFromPercent">Prompts and calls are refused from there on; <see langword="null"/>: never. The other steps likewise.</param>
public sealed record BudgetRow(
    string Name,
    [property: JsonConverter(typeof(SpelledState<BudgetPeriod>))] BudgetPeriod Period,
    decimal LimitUsd,
    string Project,
    string Branch,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    string Session,
    long? Requests,
    decimal? SpentUsd,
    long UnknownCostRequests,
    decimal? LeftUsd,
    double? UsedPercent,
    DateTimeOffset? LastRequest,
    int? BlockFromPercent,
    OverrideRow? Override,
    ForecastRow? Forecast,
    int UnderWayCalls,
    decimal UnderWayUsd,
    int UnseenCalls,
    decimal UnseenUsd,
    int? NotifyFromPercent,
    int? AdviseFromPercent,
    int? DownshiftFromPercent,
    int? PauseSubagentsFromPercent,
    string User)
{
    internal static BudgetRow Of(BudgetStatus status) => new(
        status.Budget.Name,
        status.Budget.Period,
        status.Budget.LimitUsd,
        status.Budget.Scope.Project,
        status.Budget.Scope.Branch,
        status.Window?.Start,
        status.Window?.End,
        status.Session,
        status.Spend?.Requests,
        status.Spend?.CostUsd,
        status.Spend?.UnknownCostRequests ?? 0,
        status.LeftUsd,
        status.UsedPercent,
        status.Spend?.LastRequest,
        status.Budget.From(BudgetAction.Block),
        status.Override is { } change ? OverrideRow.Of(change) : null,
        status.Forecast is { } forecast ? ForecastRow.Of(forecast) : null,
        status.Open.UnderWayCalls,
        status.Open.UnderWayUsd,
        status.Open.UnseenCalls,
        status.Open.UnseenUsd,
        status.Budget.From(BudgetAction.Notify),
        status.Budget.From(BudgetAction.Advise),
        status.Budget.From(BudgetAction.Downshift),
        status.Budget.From(BudgetAction.PauseSubagents),
        status.Budget.Scope.User);
}
