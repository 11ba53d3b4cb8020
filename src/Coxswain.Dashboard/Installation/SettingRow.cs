namespace Coxswain.Dashboard.Installation;

/// <summary>One configuration value as it is in effect.</summary>
/// <param name="Value">Of a secret only whether it is set.</param>
/// <param name="Origin">The file and line, a variable, a flag, or <c>default</c>.</param>
/// <param name="IsSecret">It can be set with <c>cox config set</c> alone.</param>
public sealed record SettingRow(string Name, string Value, string Origin, string Default, string Kind, bool IsSecret);
