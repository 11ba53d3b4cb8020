namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Why the stated prior alone decides.</summary>
/// <param name="Similar">Similar tasks of known outcome there are.</param>
internal sealed record TooFewTasks(int Similar);
