namespace Coxswain.Cli.Setup;

/// <summary>Something in the settings that changes what becomes of ours. No values: they may hold keys.</summary>
/// <param name="IsProblem">Telemetry may not come here, or not all of it; otherwise only worth knowing.</param>
internal sealed record SettingsConcern(bool IsProblem, string Text);
