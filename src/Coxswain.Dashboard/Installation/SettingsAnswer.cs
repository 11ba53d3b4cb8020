namespace Coxswain.Dashboard.Installation;

/// <param name="Edited">The name of the setting to change; empty: none.</param>
public sealed record SettingsAnswer(string Edited, string ConfigFile, IReadOnlyList<SettingRow> Rows, DateTimeOffset AsOf)
{
    public static SettingsAnswer Empty { get; } = new("", "", [], DateTimeOffset.UnixEpoch);
}
