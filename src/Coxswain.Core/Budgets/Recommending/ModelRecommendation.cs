namespace Coxswain.Core.Budgets.Recommending;

/// <summary>The model to do a task with.</summary>
/// <param name="Confidence">The probability that the model solves the task at the first try; calibrated on held-out tasks.</param>
/// <param name="Reasoning">In words, without the prompt's.</param>
public sealed record ModelRecommendation(string Model, double Confidence, string Reasoning)
{
    /// <summary>All candidates, the recommended one among them, cheapest first.</summary>
    public required IReadOnlyList<ModelEstimate> Models { get; init; }

    public required DifficultyShares Difficulty { get; init; }

    /// <summary>Too few similar tasks are known: it rests on the stated prior.</summary>
    public required bool IsColdStart { get; init; }

    /// <summary>So little is left of the budget that the first try's cost decided.</summary>
    public required bool IsForBudget { get; init; }
}
