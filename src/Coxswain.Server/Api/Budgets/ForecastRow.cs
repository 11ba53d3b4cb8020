using System.Text.Json.Serialization;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Api.Budgets;

/// <summary>What a running period will have cost at its end, with what is spent already. An estimate: in about four of five cases it is from <paramref name="LowUsd"/> to <paramref name="HighUsd"/>.</summary>
/// <param name="State"><c>ready</c>, or <c>too_little</c> history: the amounts are <see langword="null"/> then.</param>
/// <param name="Missing">What there is too little of; <see langword="null"/>: nothing.</param>
/// <param name="DaysUsed">Whole days of history it rests on.</param>
/// <param name="IsReached">The limit is reached already.</param>
/// <param name="ReachedProbability">That it is by the period's end; <see langword="null"/>: nobody can tell.</param>
/// <param name="ReachedAt">As likely before as after, in UTC; <see langword="null"/>: rather not in this period, or reached already.</param>
/// <param name="ReachedEarliest">In one of ten cases it is before.</param>
/// <param name="ReachedLatest">In one of ten cases it is later, or not in this period.</param>
public sealed record ForecastRow(
    [property: JsonConverter(typeof(SpelledState<ForecastState>))] ForecastState State,
    string? Missing,
    int DaysUsed,
    decimal? ExpectedUsd,
    decimal? MedianUsd,
    decimal? LowUsd,
    decimal? HighUsd,
    bool IsReached,
    double? ReachedProbability,
    DateTimeOffset? ReachedAt,
    DateTimeOffset? ReachedEarliest,
    DateTimeOffset? ReachedLatest)
{
    internal static ForecastRow Of(SpendForecast forecast) => new(
        forecast.State,
        forecast.Missing?.Why,
        forecast.DaysUsed,
        forecast.Total?.ExpectedUsd,
        forecast.Total?.MedianUsd,
        forecast.Total?.LowUsd,
        forecast.Total?.HighUsd,
        forecast.Crossing?.IsReached ?? false,
        forecast.Crossing?.Probability,
        forecast.Crossing?.Median,
        forecast.Crossing?.Earliest,
        forecast.Crossing?.Latest);
}
