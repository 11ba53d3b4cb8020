using Coxswain.Dashboard.Installation;
using Coxswain.Server.Configuration;

namespace Coxswain.Server.Dashboard;

/// <summary>The configuration this daemon was started with.</summary>
internal sealed class SettingsState(CoxswainSettings settings) : ISettingsState
{
    public string ConfigFile => settings.ConfigFile;

    public IReadOnlyList<SettingRow> Read() =>
    [
        .. settings.Values.Select(static one => SettingCatalog.Find(one.Name) is var known && one.IsSecret
            ? new SettingRow(one.Name, one.Value.Length > 0 ? "(set)" : "(not set)", one.Origin, "", known?.TypeName ?? "text", true)
            : new SettingRow(one.Name, SettingText.WithoutUser(one.Value), one.Origin, known?.Default ?? "", known?.TypeName ?? "text", false)).OrderBy(static one => one.Name, StringComparer.Ordinal),
    ];
}
