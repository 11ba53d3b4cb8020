namespace Coxswain.Core.Budgets.Recommending;

/// <summary>How hard a task looks before anything is known from own tasks: an ordered logit of the signals' weights.</summary>
/// <param name="RoutineBelow">At this score half of the tasks are routine.</param>
/// <param name="HardAbove">At this score half of them are hard.</param>
internal sealed record DifficultyPrior(double RoutineBelow, double HardAbove, double PerDoublingOfFiles, double PerDoublingOfPrompt, double UsualPromptTokens, IReadOnlyList<TaskSignal> Signals)
{
    private const double MostDoublings = 5;

    public DifficultyShares Of(TaskFeatures task)
    {
        var score = Signals.Where(signal => signal.IsIn(task)).Sum(signal => signal.Weight)
            + (task.Files is > 0 ? PerDoublingOfFiles * Doublings(task.Files.Value) : 0)
            + (task.PromptTokens is { } tokens ? PerDoublingOfPrompt * Doublings(tokens / UsualPromptTokens) : 0);
        var (routine, hard) = (Logistic(RoutineBelow - score), Logistic(score - HardAbove));
        return new DifficultyShares(routine, 1 - routine - hard, hard);
    }

    /// <summary>The strongest first.</summary>
    public IReadOnlyList<TaskSignal> SignalsOf(TaskFeatures task) => [.. Signals.Where(signal => signal.IsIn(task)).OrderByDescending(signal => Math.Abs(signal.Weight))];

    private static double Doublings(double ratio) => Math.Clamp(Math.Log2(ratio), -MostDoublings, MostDoublings);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
