namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// Success of a model at a task from tasks like it, before it is recalibrated: the rate of its difficulty, shifted in log-odds by as much as similar tasks went better or worse than was to be expected of them and their model.
/// So a model that was given the easier tasks does not look better for it.
/// </summary>
internal sealed class SuccessExpectation(IReadOnlyList<DoneTask> tasks, LearnedSuccess learned, ChoiceRules rules)
{
    private const int Rounds = 8;
    private const double MostShift = 4;
    private const double LeastTasks = 1;

    public BetaShape Of(TaskModel model, DifficultyShares shares, IReadOnlyList<SimilarTask> similar)
    {
        var near = similar.Where(entry => tasks[entry.Index].Success is not null).Select(entry => Near(entry, model)).ToList();
        var (shift, certainty) = (0.0, rules.Certainty);
        for (var round = 0; round < Rounds; round++)
        {
            (var pull, certainty) = (rules.Certainty * shift, rules.Certainty);
            foreach (var (weight, odds, success) in near)
            {
                var now = Logistic(odds + shift);
                (pull, certainty) = (pull + (weight * (now - success)), certainty + (weight * now * (1 - now)));
            }

            shift = Math.Clamp(shift - (pull / certainty), -MostShift, MostShift);
        }

        var chance = Logistic(LogOdds(Expected(model, shares)) + shift);
        var count = Math.Max(LeastTasks, (certainty / (chance * (1 - chance))) - 1);
        return new BetaShape(count * chance, count * (1 - chance));
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

    private (double Weight, double Odds, double Success) Near(SimilarTask entry, TaskModel model)
    {
        var task = tasks[entry.Index];
        return (entry.Weight * (task.Model.Id == model.Id ? 1 : rules.Pooling), LogOdds(Expected(task.Model, task.Shares)), task.Success ?? 0);
    }

    private double Expected(TaskModel model, DifficultyShares shares) => shares.Mean(level => learned.Rate(model, level));

    private static double LogOdds(double chance) => Math.Log(chance / (1 - chance));

    private static double Logistic(double odds) => 1 / (1 + Math.Exp(-odds));
}
