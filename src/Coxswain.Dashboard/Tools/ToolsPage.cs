using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Tools;

/// <summary>How tools are used.</summary>
public sealed class ToolsPage(WorkReader reader) : IPage
{
    public PagePlace Place { get; } = new("/tools", "Workflow", "Tools");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadToolsAsync(request.Filter, cancellationToken).ConfigureAwait(false);
        return new PageReading("Tools", Cards(data), data.AsOf, data.Tools.Value?.Newest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(WorkAnswers data) => [PageCard.Of<ToolsCard>("tools", data)];
}
