namespace Coxswain.Core.Budgets.Recommending;

/// <summary>A past task of a known model, and how hard it looks.</summary>
/// <param name="CostRatio">Its cost over what a task like it usually costs with its model; <see langword="null"/>: one of the two is not known.</param>
internal sealed record DoneTask(PastTask Task, TaskModel Model, DifficultyShares Shares, double? CostRatio)
{
    public double? Success => Task.Outcome?.Success;
}
