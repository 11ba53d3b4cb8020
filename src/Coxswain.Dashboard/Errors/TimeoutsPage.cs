using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Errors;

/// <summary>Which calls are likely to come too late, and how well that is foretold.</summary>
public sealed class TimeoutsPage(ErrorReader reader) : IPage
{
    public PagePlace Place { get; } = new("/timeouts", "Errors", "Timeout risk");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadAsync(request.Filter, cancellationToken).ConfigureAwait(false);
        return new PageReading("Timeout risk", Cards(data), data.AsOf, data.Timeouts.Value?.Newest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(ErrorAnswers data) =>
    [
        PageCard.Of<TimeoutCard>("timeouts", data),
        PageCard.Of<CalibrationCard>("calibration", data),
        PageCard.Of<TimeoutClassesCard>("timeout-classes", data),
    ];
}
