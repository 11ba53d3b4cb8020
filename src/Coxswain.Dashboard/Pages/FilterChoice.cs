namespace Coxswain.Dashboard.Pages;

/// <param name="IsEmpty">The store has no request at all; false where nobody could be asked.</param>
public sealed record FilterChoice(IReadOnlyList<string> Projects, IReadOnlyList<string> Models, bool IsEmpty);
