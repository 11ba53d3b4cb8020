namespace Coxswain.Cli.Setup;

/// <summary>One member of <c>env</c> that was set.</summary>
/// <param name="Value">The JSON text written.</param>
/// <param name="Previous">The JSON text that stood there; <see langword="null"/> when the member is new.</param>
internal sealed record SettingsChange(string Name, string Value, string? Previous);
