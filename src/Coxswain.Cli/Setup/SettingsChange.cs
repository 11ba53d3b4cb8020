namespace Coxswain.Cli.Setup;

/// <summary>One member that was set, or one list that was added to.</summary>
/// <param name="Value">The JSON text written; of a list only what is ours.</param>
/// <param name="Previous">The JSON text that was replaced; <see langword="null"/> when nothing was.</param>
internal sealed record SettingsChange(string Name, string Value, string? Previous);
