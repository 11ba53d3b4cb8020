namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What is expected of one model at a task. Intervals hold the true value 80 times in 100, as far as the assumptions hold.</summary>
/// <param name="Success">At the first try.</param>
/// <param name="CostUsd">Of the first try; its interval is that of the mean of such tries.</param>
/// <param name="SolvedUsd">Until it is solved: a failed try is done again by the surest model.</param>
/// <param name="SimilarTasks">Similar past tasks of this model whose outcome is known.</param>
/// <param name="SimilarWeight">What they count for by their similarity.</param>
/// <param name="WithinMargin">Its success is not credibly worse than that of the surest by more than the stated margin.</param>
public sealed record ModelEstimate(
    string Model,
    string Family,
    double Success,
    double SuccessLow,
    double SuccessHigh,
    decimal CostUsd,
    decimal CostLowUsd,
    decimal CostHighUsd,
    decimal SolvedUsd,
    int SimilarTasks,
    double SimilarWeight,
    bool WithinMargin);
