using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Health;

/// <summary>How healthy the context window is: of the newest session, or of the one the address names, and how the last ones ended.</summary>
public sealed class HealthPage(HealthReader reader) : IPage
{
    public PagePlace Place { get; } = new("/health", "Health", "Context health");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadAsync(request, isWhole: true, cancellationToken).ConfigureAwait(false);
        return new PageReading("Context health", Cards(data), data.AsOf, data.Health?.LastRequestAt);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(HealthAnswers data) =>
    [
        PageCard.Of<WindowCard>("window", data),
        PageCard.Of<AdviceCard>("advice", data),
        PageCard.Of<FiguresCard>("figures", data),
        PageCard.Of<OverheadCard>("overhead", data),
        PageCard.Of<CompactionsCard>("compactions", data),
        PageCard.Of<RatingCard>("rating", data),
        PageCard.Of<PastWindowsCard>("past", data),
    ];
}
