using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Home;

/// <summary>What a user leaves open all day.</summary>
public sealed class HomePage(HomeReader reader) : IPage
{
    public PagePlace Place { get; } = new("/", "Home", "Home");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadAsync(request.Filter, cancellationToken).ConfigureAwait(false);
        return new PageReading("Home", Cards(data), data.AsOf, data.Spend.Value?.Totals?.LastRequest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(HomeAnswers data) =>
    [
        PageCard.Of<SpendCard>("spend", data),
        PageCard.Of<ModelsCard>("models", data),
        PageCard.Of<BudgetsCard>("budgets", data),
        PageCard.Of<CacheCard>("cache", data),
        PageCard.Of<ReceiptsCard>("receipts", data),
    ];
}
