namespace Coxswain.Core.Budgets.Switching;

/// <summary>How many turns a session has had.</summary>
/// <param name="IsOver">False: it may go on, so its length is only known to be at least this.</param>
public readonly record struct SessionLength(int Turns, bool IsOver);
