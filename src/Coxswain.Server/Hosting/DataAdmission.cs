using Coxswain.Server.Configuration;

namespace Coxswain.Server.Hosting;

/// <summary>Keeps made-up and real data apart: a folder of <c>cox demo</c> takes data from nobody else, and <c>cox demo</c> fills no other folder.</summary>
/// <param name="IsMadeUp">The folder holds made-up data.</param>
/// <param name="IsOpen">Telemetry and transcripts are taken.</param>
internal sealed record DataAdmission(bool IsMadeUp, bool IsOpen)
{
    /// <summary>On every answer of a server that holds made-up data.</summary>
    public const string Header = "Coxswain-Made-Up";

    public const string Refusal = "this data folder holds made-up data of `cox demo` and takes nothing real; run the daemon on another data folder";

    /// <exception cref="SettingsException">The folder and what is to be done with it do not go together.</exception>
    public static DataAdmission Of(CoxswainSettings settings, ServerMode mode)
    {
        var folder = settings.Folder;
        if (mode == ServerMode.DemoFilling && !folder.IsDemo)
        {
            throw new SettingsException($"{folder.Root} is not marked as made-up data ({Path.GetFileName(folder.DemoFile)}); nothing made up is written there.");
        }

        if (folder.IsDemo && settings.Values.First(static setting => setting.Name == "store.host") is { Value.Length: > 0 } store)
        {
            throw new SettingsException($"{folder.Root} holds made-up data, which does not go to a server: store.host is set ({store.Origin}). Leave it out for this command.");
        }

        return new DataAdmission(folder.IsDemo, !folder.IsDemo || mode == ServerMode.DemoFilling);
    }
}
