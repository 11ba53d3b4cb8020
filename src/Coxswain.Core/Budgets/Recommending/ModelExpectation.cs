namespace Coxswain.Core.Budgets.Recommending;

/// <summary>An estimate before models are held against each other.</summary>
/// <param name="Success">Of tasks like this one on the whole.</param>
/// <param name="OneTask">Of this one: tasks that look alike differ.</param>
/// <param name="WhenFailed">How hard the task is if this model fails at it: probably harder than it looked.</param>
internal sealed record ModelExpectation(TaskModel Model, BetaShape Success, BetaShape OneTask, CostExpectation Cost, DifficultyShares WhenFailed, int SimilarTasks, double SimilarWeight)
{
    private const double Low = 0.1;
    private const double High = 0.9;

    /// <summary>Until the task is solved, when a failed try is done again by the surest model as often as it takes.</summary>
    /// <param name="redo">USD until the surest model has solved a task of a difficulty.</param>
    public double Solved(Func<TaskDifficulty, double> redo) => Cost.Mean + ((1 - Success.Mean) * WhenFailed.Mean(redo));

    public bool IsWithin(ModelExpectation surest, ChoiceRules rules) => ReferenceEquals(this, surest) || Success.ProbablyBelow(surest.Success, rules.Margin) <= rules.Credibility;

    public ModelEstimate Tell(double solved, bool isWithin) => new(
        Model.Id,
        Model.Family.Family,
        Success.Mean,
        OneTask.Quantile(Low),
        OneTask.Quantile(High),
        (decimal)Cost.Mean,
        (decimal)Cost.Low,
        (decimal)Cost.High,
        (decimal)solved,
        SimilarTasks,
        SimilarWeight,
        isWithin);
}
