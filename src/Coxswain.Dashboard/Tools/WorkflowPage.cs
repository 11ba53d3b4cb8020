using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Tools;

/// <summary>Which tools follow each other, and which ways to the same end were better.</summary>
public sealed class WorkflowPage(WorkReader reader) : IPage
{
    public PagePlace Place { get; } = new("/workflow", "Workflow", "Sequences");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadSequencesAsync(request.Filter, cancellationToken).ConfigureAwait(false);
        return new PageReading("Sequences", Cards(data), data.AsOf, data.Sequences.Value?.Newest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(WorkAnswers data) => [PageCard.Of<SequencesCard>("sequences", data), PageCard.Of<BetterWaysCard>("better-ways", data), PageCard.Of<WaysCard>("ways", data)];
}
