using System.Text.Json.Serialization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Api.Budgets;

/// <summary>A threshold that was crossed.</summary>
/// <param name="Id">Grows with each alert.</param>
/// <param name="Span">The first local day of the period, or the session's id.</param>
/// <param name="At">When it was found to be crossed.</param>
/// <param name="SpentUsd">What was known to be spent then.</param>
/// <param name="LimitUsd">The limit then.</param>
/// <param name="Message">In words.</param>
/// <param name="Deliveries">One for each channel that was to be told; none: it was only kept.</param>
public sealed record AlertRow(
    long Id,
    string Budget,
    [property: JsonConverter(typeof(SpelledState<BudgetPeriod>))] BudgetPeriod Period,
    string Span,
    int Percent,
    DateTimeOffset At,
    decimal SpentUsd,
    decimal LimitUsd,
    string Message,
    IReadOnlyList<AlertDelivery> Deliveries)
{
    internal static async Task<IReadOnlyList<AlertRow>> ReadAsync(IAlertStore alerts, IBudgetStore budgets, string budget, int most, CancellationToken cancellationToken)
    {
        var known = await budgets.ListAsync(cancellationToken);
        var overrides = await budgets.ListOverridesAsync(cancellationToken);
        return [.. (await alerts.ListAsync(budget, most, cancellationToken)).Select(alert => new AlertRow(
            alert.Id, alert.Budget, alert.Span.Period, alert.Span.Key, alert.Percent, alert.At, alert.SpentUsd, alert.LimitUsd,
            AlertMessage.Headline(alert, known.FirstOrDefault(one => one.Name == alert.Budget), overrides), alert.Deliveries))];
    }
}
