using Coxswain.Cli.Output;

namespace Coxswain.Cli.Setup;

/// <summary>Shows a change of settings as a diff of exactly the members it touches.</summary>
internal static class SettingsReport
{
    public static void WriteChanges(CommandOutput output, string file, SettingsEdit edit)
    {
        if (output.Json)
        {
            output.WriteJson(new { file, changes = edit.Changes.Select(change => new { change.Name, before = change.Previous, after = change.Value }) });
            return;
        }

        output.WriteLine(edit.Changes.Count == 0 ? $"{file}: everything is set already." : $"{file}{(edit.CreatedFile ? " (new)" : "")}, env:");
        foreach (var change in edit.Changes)
        {
            if (change.Previous is { } previous)
            {
                output.WriteLine($"- \"{change.Name}\": {(IsSecret(change) && previous.Length > 2 ? "(not shown)" : previous)}");
            }

            output.WriteLine($"+ \"{change.Name}\": {Shown(change)}");
        }
    }

    public static void WriteUndo(CommandOutput output, string file, SettingsUndo undo)
    {
        if (output.Json)
        {
            output.WriteJson(new { file, undo.Undone, undo.Kept, deleted = undo.Text is null });
            return;
        }

        output.WriteLine(undo.Text is null ? $"{file}: deleted, as connect created it." : $"{file}, env:");
        foreach (var name in undo.Undone)
        {
            output.WriteLine($"- \"{name}\"");
        }

        foreach (var name in undo.Kept)
        {
            output.Say($"\"{name}\" no longer has the value that connect wrote; it is left as it is.");
        }
    }

    private static string Shown(SettingsChange change) => IsSecret(change) && change.Value.Length > 2 ? "(with the key)" : change.Value;

    // Headers carry keys; of an empty text there is nothing to hide but its quotes.
    private static bool IsSecret(SettingsChange change) => change.Name.EndsWith("HEADERS", StringComparison.Ordinal);
}
