using System.Text.Json.Serialization;

namespace Coxswain.Cli.Setup;

/// <summary>A changed settings text and what is needed to undo exactly that change.</summary>
/// <param name="Text">The text after the change.</param>
/// <param name="Places">In the order they were changed; undone from the last to the first.</param>
/// <param name="CreatedFile">There was no file.</param>
internal sealed record SettingsEdit(string Text, IReadOnlyList<SettingsPlace> Places, bool CreatedFile)
{
    /// <summary>All changes, named as in reports. Empty when everything was set already.</summary>
    [JsonIgnore]
    public IReadOnlyList<SettingsChange> Changes => [.. Places.SelectMany(static place => place.Changes.Select(change => change with { Name = place.Named(change) }))];
}
