namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>A model against another on tasks of the same kinds and sizes, in the same mix: that of both together.</summary>
/// <param name="Reference">The model with most tasks.</param>
/// <param name="CostUsd">A task; <see langword="null"/>, as the others: they did nothing alike of which it is known.</param>
/// <param name="Success">0 to 1.</param>
public sealed record LikeWithLike(string Reference, StandardMean? CostUsd, StandardMean? Seconds, StandardMean? Success)
{
    internal static LikeWithLike Of(string reference, IReadOnlyList<LikeTask> own, IReadOnlyList<LikeTask> others) => new(
        reference,
        StandardMean.Of(own, others, TaskFigures.Costs, isRate: false),
        StandardMean.Of(own, others, TaskFigures.Times, isRate: false),
        StandardMean.Of(own, others, TaskFigures.Successes, isRate: true));
}
