using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Errors;

/// <summary>What became of failures, by class and by what was tried.</summary>
public sealed class RecoveryPage(ErrorReader reader) : IPage
{
    public PagePlace Place { get; } = new("/recovery", "Errors", "Recovery");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadAsync(request.Filter, cancellationToken).ConfigureAwait(false);
        return new PageReading("Recovery", Cards(data), data.AsOf, data.Errors.Value?.Newest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(ErrorAnswers data) => [PageCard.Of<RecoveryCard>("recovery", data), PageCard.Of<StrategiesCard>("strategies", data)];
}
