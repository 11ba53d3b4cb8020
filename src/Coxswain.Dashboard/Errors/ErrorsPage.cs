using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Errors;

/// <summary>How often requests fail, with what, when, and what to do about it.</summary>
public sealed class ErrorsPage(ErrorReader reader) : IPage
{
    public PagePlace Place { get; } = new("/errors", "Errors", "Errors");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadAsync(request.Filter, cancellationToken).ConfigureAwait(false);
        return new PageReading("Errors", Cards(data), data.AsOf, data.Errors.Value?.Newest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(ErrorAnswers data) =>
    [
        PageCard.Of<ErrorRateCard>("errors", data),
        PageCard.Of<PreventionCard>("prevention", data),
        PageCard.Of<ErrorTimeCard>("error-time", data),
        PageCard.Of<ErrorModelsCard>("error-models", data),
        PageCard.Of<LastErrorsCard>("last-errors", data),
    ];
}
