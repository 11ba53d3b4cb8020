namespace Coxswain.Core.Budgets.Recommending;

/// <summary>An estimate before models are held against each other.</summary>
internal sealed record ModelExpectation(TaskModel Model, BetaShape Success, CostExpectation Cost, int SimilarTasks, double SimilarWeight)
{
    private const double Low = 0.1;
    private const double High = 0.9;

    /// <summary>Until the task is solved, when a failed try is done again by the surest model as often as it takes.</summary>
    public double Solved(ModelExpectation surest) => Cost.Mean + ((1 - Success.Mean) * surest.Cost.Mean / surest.Success.Mean);

    public bool IsWithin(ModelExpectation surest, ChoiceRules rules) => ReferenceEquals(this, surest) || Success.ProbablyBelow(surest.Success, rules.Margin) <= rules.Credibility;

    public ModelEstimate Tell(ModelExpectation surest, ChoiceRules rules) => new(
        Model.Id,
        Model.Family.Family,
        Success.Mean,
        Success.Quantile(Low),
        Success.Quantile(High),
        (decimal)Cost.Mean,
        (decimal)Cost.Low,
        (decimal)Cost.High,
        (decimal)Solved(surest),
        SimilarTasks,
        SimilarWeight,
        IsWithin(surest, rules));
}
