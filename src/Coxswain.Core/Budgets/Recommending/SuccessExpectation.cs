namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Success of a model at a task from tasks like it, before it is recalibrated: the rate of its difficulty, moved by the model's own similar tasks.</summary>
internal sealed class SuccessExpectation(IReadOnlyList<DoneTask> tasks, LearnedSuccess learned, ChoiceRules rules)
{
    public BetaShape Of(TaskModel model, DifficultyShares shares, IReadOnlyList<SimilarTask> similar)
    {
        // The model's own similar tasks count below, so how hard the task is comes from the others' alone: nothing counts twice.
        var expected = Difficulty(shares, similar, model).Mean(level => learned.Rate(model, level));
        var own = Own(model, similar);
        var successes = own.Sum(entry => entry.Weight * tasks[entry.Index].Success ?? 0);
        return new BetaShape((rules.PriorTasks * expected) + successes, (rules.PriorTasks * (1 - expected)) + own.Sum(static entry => entry.Weight) - successes);
    }

    /// <summary>Those whose outcome is known.</summary>
    public IReadOnlyList<SimilarTask> Own(TaskModel model, IReadOnlyList<SimilarTask> similar)
        => [.. similar.Where(entry => tasks[entry.Index].Model.Id == model.Id && tasks[entry.Index].Success is not null)];

    public double Rate(TaskModel model, TaskDifficulty difficulty) => learned.Rate(model, difficulty);

    public double LogFailure(TaskModel model, TaskDifficulty difficulty) => learned.LogLikelihood(model, difficulty, 0);

    /// <summary>How hard a task is after how those like it went.</summary>
    /// <param name="without">Its tasks do not count; <see langword="null"/>: all do.</param>
    public DifficultyShares Difficulty(DifficultyShares shares, IReadOnlyList<SimilarTask> similar, TaskModel? without)
    {
        var told = similar.Where(entry => tasks[entry.Index].Success is not null && tasks[entry.Index].Model.Id != without?.Id).ToList();
        return shares.Given(Sum(TaskDifficulty.Routine), Sum(TaskDifficulty.Ordinary), Sum(TaskDifficulty.Hard));

        double Sum(TaskDifficulty level) => rules.Pooling * told.Sum(entry => entry.Weight * learned.LogLikelihood(tasks[entry.Index].Model, level, tasks[entry.Index].Success ?? 0));
    }
}
