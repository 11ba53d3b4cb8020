using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Tools;

/// <summary>What models take and give, on all tasks and on like ones.</summary>
public sealed class ModelsPage(WorkReader reader) : IPage
{
    public PagePlace Place { get; } = new("/models", "Workflow", "Models");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = await reader.ReadModelsAsync(request.Filter, cancellationToken).ConfigureAwait(false);
        return new PageReading("Models", Cards(data), data.AsOf, data.Models.Value?.Newest);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(WorkAnswers data) => [PageCard.Of<ModelTasksCard>("model-tasks", data), PageCard.Of<LikeTasksCard>("like-tasks", data), PageCard.Of<RoutineCard>("routine", data), PageCard.Of<TaskCellsCard>("task-cells", data)];
}
