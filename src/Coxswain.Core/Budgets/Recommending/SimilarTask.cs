namespace Coxswain.Core.Budgets.Recommending;

/// <param name="Index">In the list of past tasks.</param>
/// <param name="Weight">Its similarity, from 0 to 1: what it counts for.</param>
internal readonly record struct SimilarTask(int Index, double Weight);
