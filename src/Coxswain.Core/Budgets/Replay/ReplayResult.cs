namespace Coxswain.Core.Budgets.Replay;

/// <param name="Tasks">In the window.</param>
/// <param name="TasksWithWords">Of those, the ones whose words are kept.</param>
/// <param name="ModelledUsd">What the recorded requests of conversations would cost if the cache model alone said what was read.</param>
/// <param name="ModelledActualUsd">What they did cost.</param>
/// <param name="Sessions">Those that change most first.</param>
internal sealed record ReplayResult(
    ReplayFigures Totals, int Tasks, int TasksWithWords, decimal ModelledUsd, decimal ModelledActualUsd, IReadOnlyList<ReplaySessionRow> Sessions, IReadOnlyList<ReplayRouteRow> Routes);
