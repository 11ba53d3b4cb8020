using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Server.Api.Budgets;

/// <summary>What a small model that was asked said of the task's difficulty.</summary>
/// <param name="Model">Empty: none was asked.</param>
/// <param name="Difficulty"><see langword="null"/>: it gave no answer that can be used.</param>
/// <param name="Weight">What its estimate counts for, against 1 for the signs.</param>
/// <param name="Note">Why there is no estimate; empty: there is one.</param>
public sealed record AskedRow(string Model, DifficultyShares? Difficulty, double Weight, string Note);
