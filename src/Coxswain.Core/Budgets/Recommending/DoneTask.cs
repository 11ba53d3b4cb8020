namespace Coxswain.Core.Budgets.Recommending;

/// <summary>A past task of a known model, and how hard it looks.</summary>
/// <param name="CostRatio">Its cost over what a task like it usually costs with its model; <see langword="null"/>: one of the two is not known.</param>
internal sealed record DoneTask(PastTask Task, TaskModel Model, DifficultyShares Shares, double? CostRatio)
{
    /// <summary>The likelier outcome: chances in its place would pull every learnt rate towards the middle.</summary>
    public double? Success => Task.Outcome is { } told ? (told.IsSuccess ? 1 : 0) : null;
}
