namespace Coxswain.Core.Budgets.Switching;

/// <param name="Figures"><see langword="null"/> exactly when the choice is unknown.</param>
/// <param name="Reasons">In words, for people; never empty.</param>
public sealed record SwitchVerdict(SwitchQuestion Question, SwitchChoice Choice, SwitchFigures? Figures, IReadOnlyList<string> Reasons);
