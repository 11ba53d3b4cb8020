namespace Coxswain.Core.Budgets.Replay;

/// <summary>Requests that one model answered and another, or the same, would have.</summary>
/// <param name="Looks">How hard the task looked before it: <c>routine</c>, <c>ordinary</c> or <c>hard</c>; <c>client</c>: the client's own calls.</param>
public sealed record ReplayRouteRow(string Looks, string From, string To, long Tasks, ReplayFigures Figures);
