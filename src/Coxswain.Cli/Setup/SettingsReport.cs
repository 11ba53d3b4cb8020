using Coxswain.Cli.Output;

namespace Coxswain.Cli.Setup;

/// <summary>Shows a change of settings as a diff of exactly the members it touches.</summary>
internal static class SettingsReport
{
    /// <param name="concerns">What wins over these values or goes out with them.</param>
    public static void WriteChanges(CommandOutput output, string file, SettingsEdit edit, IReadOnlyList<SettingsConcern> concerns)
    {
        if (output.Json)
        {
            output.WriteJson(new
            {
                file,
                changes = edit.Changes.Select(static change => new { change.Name, before = change.Previous is { } previous ? ShownSetting.Of(change.Name, previous) : null, after = ShownSetting.Of(change.Name, change.Value) }),
                concerns,
            });
            return;
        }

        if (edit.Changes.Count == 0)
        {
            output.WriteLine($"{file}: everything is set already.");
        }

        foreach (var group in edit.Places.GroupBy(static place => place.Parent))
        {
            output.WriteLine($"{file}{(edit.CreatedFile ? " (new)" : "")}{(group.Key.Length > 0 ? ", " + group.Key : "")}:");
            foreach (var place in group)
            {
                WritePlace(output, place);
            }
        }

        SayConcerns(output, concerns);
    }

    public static void SayConcerns(CommandOutput output, IReadOnlyList<SettingsConcern> concerns)
    {
        foreach (var concern in concerns)
        {
            output.Say((concern.IsProblem ? "WARNING: " : "Note: ") + concern.Text);
        }
    }

    private static void WritePlace(CommandOutput output, SettingsPlace place)
    {
        foreach (var change in place.Changes)
        {
            var name = place.Named(change);
            if (change.Previous is { } previous)
            {
                output.WriteLine($"- \"{change.Name}\": {ShownSetting.Of(name, previous)}");
            }

            output.WriteLine($"+ \"{change.Name}\": {ShownSetting.Of(name, change.Value)}{(place.List is null ? "" : " added to what is there")}");
        }
    }

    /// <param name="changes">What is undone: it knows what was there before.</param>
    public static void WriteUndo(CommandOutput output, string file, SettingsUndo undo, IReadOnlyList<SettingsChange> changes)
    {
        var before = changes.Where(static change => change.Previous is not null).ToLookup(static change => change.Name, static change => change.Previous ?? "", StringComparer.Ordinal);
        if (output.Json)
        {
            output.WriteJson(new { file, undo.Undone, restored = undo.Undone.Where(before.Contains), undo.Kept, deleted = undo.Text is null });
            return;
        }

        output.WriteLine(undo.Text is null ? $"{file}: deleted, as it was created by this program." : $"{file}:");
        foreach (var name in undo.Undone)
        {
            output.WriteLine($"- \"{name}\"");
            foreach (var previous in before[name])
            {
                output.WriteLine($"+ \"{name}\": {ShownSetting.Of(name, previous)} as before");
            }
        }

        foreach (var name in undo.Kept)
        {
            output.Say($"\"{name}\" no longer has the value that connect wrote; it is left as it is.");
        }
    }
}
