namespace Coxswain.Dashboard.Installation;

/// <summary>Facts of one part of the installation.</summary>
/// <param name="Problem">Why nobody could be asked; <see langword="null"/>: somebody was.</param>
/// <param name="Address">Of the JSON API that says the same.</param>
/// <param name="Command">That prints the same; empty: there is none.</param>
public sealed record SystemGroup(string Id, string Title, DateTimeOffset AsOf, IReadOnlyList<SystemFact> Facts, string? Problem, string Address, string Command);
