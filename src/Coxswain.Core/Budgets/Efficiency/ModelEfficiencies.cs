using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Recommending.Recorded;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>Compares models by what the store has of requests and tasks.</summary>
public sealed class ModelEfficiencies(IRecordedTaskStore tasks, IUsageStore usage, IModelSpeedStore speeds, TaskPrior prior, TimeProvider clock)
{
    /// <summary>The newest count.</summary>
    public const int MostTasks = 2000;

    /// <param name="question">Its report and session are not looked at.</param>
    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<ModelEfficiencyReport?> AnswerAsync(UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var filter = UsageFilter.Read(question with { Session = "" }, clock.GetUtcNow(), problems);
        return problems.Count > 0 ? null : await ReadAsync(filter, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ModelEfficiencyReport> ReadAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        var rows = usage.ReadAsync(UsageGrouping.Model, filter, cancellationToken);
        var fast = speeds.ReadAsync(filter, cancellationToken);
        var recorded = await tasks.ReadAsync(filter, MostTasks, cancellationToken).ConfigureAwait(false);
        var history = TaskHistory.Of(recorded, prior, now);
        var model = ModelId.Normalise(filter.Model);
        var alike = history.Tasks.Select(task => LikeTask.Of(task, prior)).Where(task => model.Length == 0 || task.Model == model).ToList();
        var told = await rows.ConfigureAwait(false);
        var (models, cells) = ModelEfficiencyReport.Compare(alike, told, await fast.ConfigureAwait(false));
        return new ModelEfficiencyReport(
            filter.Since, filter.Until, filter.TimeZone.Id, filter.Project, filter.Model, now, models, cells, RoutineWork.Of(alike), history.Mixed, history.Open, history.WithWords, history.Signs,
            told.Count == 0 ? null : told.Max(static row => row.Totals.LastRequest), recorded.Count >= MostTasks);
    }
}
