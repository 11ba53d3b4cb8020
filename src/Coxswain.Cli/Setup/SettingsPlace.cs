namespace Coxswain.Cli.Setup;

/// <summary>What was set in one object or list of the settings, and what is needed to undo exactly that.</summary>
/// <param name="Parent">Name of the object; empty for the settings themselves.</param>
/// <param name="List">Name of the list in it that was added to; <see langword="null"/>: members of the object itself were set.</param>
/// <param name="Block">The text inserted for what is new; removing it verbatim is the exact undo. Empty when nothing is new.</param>
/// <param name="CreatedParent">There was no such object.</param>
internal sealed record SettingsPlace(string Parent, string? List, IReadOnlyList<SettingsChange> Changes, string Block, bool CreatedParent)
{
    /// <summary>How a member of it is called in reports: variables by their own name, others with their object's.</summary>
    public string Named(SettingsChange change) => Parent is "" or "env" ? change.Name : $"{Parent}.{change.Name}";
}
