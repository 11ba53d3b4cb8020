using Coxswain.Core.Budgets.Recommending.Recorded;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>What models take and give on like tasks, with everything needed to judge it.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
/// <param name="Models">Those of most tasks first, then those of most requests.</param>
/// <param name="Cells">By model, kind and size.</param>
/// <param name="Routine"><see langword="null"/>: fewer than two models did routine tasks.</param>
/// <param name="Mixed">Tasks left out: more than one model did them.</param>
/// <param name="Open">Tasks left out: they may not be over yet.</param>
/// <param name="WithWords">Tasks whose words are known; the others' kind is told by tools and sizes alone.</param>
/// <param name="Signs">Of how tasks ended.</param>
/// <param name="IsCut">There are more tasks than were looked at: the oldest are not in it.</param>
public sealed record ModelEfficiencyReport(
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string TimeZone,
    string Project,
    string Model,
    DateTimeOffset AsOf,
    IReadOnlyList<ModelEfficiency> Models,
    IReadOnlyList<TaskCell> Cells,
    RoutineWork? Routine,
    int Mixed,
    int Open,
    int WithWords,
    IReadOnlyList<SignCount> Signs,
    DateTimeOffset? Newest,
    bool IsCut)
{
    /// <summary><c>ok</c>, or <c>no_data</c>: there is no request in the window.</summary>
    public string State => Models.Count == 0 ? "no_data" : "ok";

    public int Tasks => Models.Sum(static model => model.Tasks.Tasks);

    /// <summary>Rows already received that the store did not have yet when it was asked.</summary>
    public long PendingRows { get; init; }

    /// <summary>Damage nobody has acknowledged, in one line; <see langword="null"/> when there is none.</summary>
    public string? DamageNote { get; init; }

    internal static (IReadOnlyList<ModelEfficiency> Models, IReadOnlyList<TaskCell> Cells) Compare(IReadOnlyList<LikeTask> tasks, IReadOnlyList<UsageRow> usage, IReadOnlyList<ModelSpeed> speeds)
    {
        var byModel = tasks.GroupBy(static task => task.Model, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        var reference = byModel.OrderByDescending(static one => one.Value.Count).ThenBy(static one => one.Key, StringComparer.Ordinal).FirstOrDefault();
        var models = usage.Select(static row => row.Key).Union(byModel.Keys, StringComparer.Ordinal)
            .Select(model => (Model: model, Tasks: byModel.GetValueOrDefault(model) ?? [], Usage: usage.FirstOrDefault(row => row.Key == model)?.Totals))
            .Select(one => new ModelEfficiency(
                one.Model,
                one.Usage,
                speeds.FirstOrDefault(speed => speed.Model == one.Model),
                TaskFigures.Of(one.Tasks),
                one.Tasks.Count == 0 || one.Model == reference.Key ? null : LikeWithLike.Of(reference.Key, one.Tasks, reference.Value)));
        var cells = tasks.GroupBy(static task => (task.Model, task.Kind, task.Size))
            .Select(static group => new TaskCell(group.Key.Model, group.Key.Kind, group.Key.Size, TaskFigures.Of([.. group])));
        return (
            [.. models.OrderByDescending(static one => one.Tasks.Tasks).ThenByDescending(static one => one.Usage?.Requests ?? 0).ThenBy(static one => one.Model, StringComparer.Ordinal)],
            [.. cells.OrderBy(static cell => cell.Kind, StringComparer.Ordinal).ThenBy(static cell => cell.Size, StringComparer.Ordinal).ThenByDescending(static cell => cell.Figures.Tasks).ThenBy(static cell => cell.Model, StringComparer.Ordinal)]);
    }
}
