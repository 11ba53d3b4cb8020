using Coxswain.Core.Budgets.Alerts;

namespace Coxswain.Server.Budgets;

/// <summary>An alert as JSON, as webhooks and programs get it. Names are only ever added.</summary>
/// <param name="Event"><c>budget_alert</c>, or <c>test</c>.</param>
/// <param name="Ids">Of the alerts it tells of: the same ones mean the same alerts, sent again.</param>
/// <param name="Period"><c>session</c>, <c>day</c>, <c>week</c> or <c>month</c>.</param>
/// <param name="Span">The first local day of the period, or the session's id.</param>
/// <param name="Percent">The highest threshold.</param>
/// <param name="AlsoReached">Those below it that are told with it.</param>
/// <param name="OverriddenUntil"><see langword="null"/>: no override held.</param>
internal sealed record AlertBody(
    string Event,
    IReadOnlyList<long> Ids,
    string Budget,
    string Period,
    string Span,
    int Percent,
    IReadOnlyList<int> AlsoReached,
    DateTimeOffset At,
    decimal SpentUsd,
    decimal LimitUsd,
    DateTimeOffset? OverriddenUntil,
    string Text)
{
    public static AlertBody Of(AlertMessage message) => new(
        message.IsTest ? "test" : "budget_alert", message.Ids, message.Budget, message.Span.Period.ToString().ToLowerInvariant(), message.Span.Key, message.Percent, message.AlsoReached, message.At,
        message.SpentUsd, message.LimitUsd, message.Override?.Until, message.Text);
}
