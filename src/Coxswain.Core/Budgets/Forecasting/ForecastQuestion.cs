using Coxswain.Core.Budgets.Periods;

namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>What a forecast rests on. The same question has the same answer.</summary>
public sealed record ForecastQuestion
{
    public required BudgetWindow Window { get; init; }

    /// <summary>In <see cref="Window"/>; at its end or later nothing is left to forecast.</summary>
    public required DateTimeOffset Now { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>In <see cref="Window"/> up to <see cref="Now"/>.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary><see langword="null"/>: no limit, and nothing to cross.</summary>
    public decimal? LimitUsd { get; init; }

    /// <summary>In any order, today's hours too. Of the days before today the last <see cref="SpendHistory.MostDays"/> count.</summary>
    public required IReadOnlyList<HourlySpend> History { get; init; }

    /// <summary>The first local day whose spend is known from its midnight on: a later day without spend is one the user did not work.</summary>
    public required DateOnly KnownSince { get; init; }

    public int Seed { get; init; }
}
