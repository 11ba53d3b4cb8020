using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Dashboard.Errors;
using Coxswain.Dashboard.Health;
using Coxswain.Dashboard.Live;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;
using Coxswain.Dashboard.Tools;

namespace Coxswain.Dashboard.Home;

/// <summary>What a user leaves open all day.</summary>
public sealed class HomePage(HomeReader reader, ErrorReader errors, WorkReader work, PacedAnswers paced, RecentArrivals arrivals) : IPage
{
    public PagePlace Place { get; } = new("/", "Home", "Home") { ShowsArrivals = true, OpensAtOnce = true };

    /// <summary>What was spent first: the rest, which asks for more, is not to keep an event from the screen.</summary>
    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filter = request.Filter;
        var spent = await reader.ReadSpendAsync(filter, cancellationToken).ConfigureAwait(false);
        var failed = paced.ReadAsync(("errors", filter), () => errors.ReadAsync(filter, CancellationToken.None), ErrorAnswers.Pending(filter, spent.AsOf, spent.Zone), cancellationToken);
        var worked = paced.ReadAsync(("work", filter), () => work.ReadAsync(filter, CancellationToken.None), WorkAnswers.Pending(filter, spent.AsOf, spent.Zone), cancellationToken);
        var data = await reader.ReadRestAsync(spent, cancellationToken).ConfigureAwait(false);
        return new PageReading("Home", Cards(data, await failed.ConfigureAwait(false), await worked.ConfigureAwait(false), arrivals.Read()), data.AsOf, data.Spend.Value?.Totals?.LastRequest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(HomeAnswers data, ErrorAnswers failed, WorkAnswers worked, RecentEvents arrived) =>
    [
        PageCard.Of<AlertCard>("alert", failed),
        PageCard.Of<SpendCard>("spend", data),
        PageCard.Of<ErrorRateCard>("errors", failed),
        PageCard.Of<TimeoutCard>("timeouts", failed),
        PageCard.Of<WindowCard>("window", data.Health),
        PageCard.Of<ModelsCard>("models", data),
        PageCard.Of<EfficiencySummaryCard>("model-efficiency", worked),
        PageCard.Of<SequenceSummaryCard>("tool-sequences", worked),
        PageCard.Of<BudgetsCard>("budgets", data),
        PageCard.Of<CacheCard>("cache", data),
        PageCard.Of<ReceiptsCard>("receipts", data),
        PageCard.Of<ArrivalsCard>(ArrivalsFeed.Id, arrived),
        PageCard.Of<SuggestionsCard>("suggestions", new SuggestionAnswers(data, failed)),
        PageCard.Of<RatingCard>("rating", data.Health),
    ];
}
