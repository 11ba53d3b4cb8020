using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Health;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Home;

/// <summary>All that the home page shows. Each part stands alone: what cannot be asked takes nothing else with it.</summary>
public sealed record HomeAnswers(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone)
{
    public static HomeAnswers Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);

    public Told<SpendAnswer> Spend { get; init; } = Told.NotAsked<SpendAnswer>();

    public Told<IReadOnlyList<BudgetStatus>> Budgets { get; init; } = Told.NotAsked<IReadOnlyList<BudgetStatus>>();

    public Told<CacheReport> Cache { get; init; } = Told.NotAsked<CacheReport>();

    public Told<SwitchReport> Receipts { get; init; } = Told.NotAsked<SwitchReport>();

    /// <summary>Context health and ratings.</summary>
    public HealthAnswers Health { get; init; } = HealthAnswers.Empty;

    /// <summary>The range in words.</summary>
    public string Window => Filter.Told(AsOf, Zone);

    /// <summary>A command with the range, project and model of this page.</summary>
    public string Command(string command)
    {
        var (since, until) = Filter.Bounds(AsOf, Zone);
        return $"{command} --since {since}" + (until.Length > 0 ? $" --until {until}" : "");
    }
}
