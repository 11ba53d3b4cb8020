namespace Coxswain.Core.Budgets.Replay;

/// <param name="Project">Of its last request; empty when the sources do not say.</param>
public sealed record ReplaySessionRow(string SessionId, string Project, ReplayFigures Figures);
