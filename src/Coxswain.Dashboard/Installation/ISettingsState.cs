namespace Coxswain.Dashboard.Installation;

/// <summary>The configuration of this daemon.</summary>
public interface ISettingsState
{
    string ConfigFile { get; }

    /// <summary>By name.</summary>
    IReadOnlyList<SettingRow> Read();
}
