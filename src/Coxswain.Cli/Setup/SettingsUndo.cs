namespace Coxswain.Cli.Setup;

/// <param name="Text">The text after the undo; <see langword="null"/> when the file is to be deleted.</param>
/// <param name="Undone">Names of the members put back or removed.</param>
/// <param name="Kept">Names of the members whose value is no longer the one we wrote: someone else's now.</param>
internal sealed record SettingsUndo(string? Text, IReadOnlyList<string> Undone, IReadOnlyList<string> Kept);
