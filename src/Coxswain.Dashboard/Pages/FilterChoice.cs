namespace Coxswain.Dashboard.Pages;

/// <param name="IsEmpty">The store has no request at all; false where nobody could be asked.</param>
public sealed record FilterChoice(IReadOnlyList<string> Projects, IReadOnlyList<string> Models, bool IsEmpty)
{
    /// <summary>Nothing to choose from: nobody was asked, or nobody could be.</summary>
    public static FilterChoice None { get; } = new([], [], false);
}
