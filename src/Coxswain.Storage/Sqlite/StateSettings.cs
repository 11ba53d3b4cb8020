namespace Coxswain.Storage.Sqlite;

/// <summary>Small texts by name in the state file.</summary>
internal static class StateSettings
{
    public static string? Load(StateSession session, string name)
    {
        var setting = session.Statement("setting-load").Bind("$name", name);
        var value = setting.Step() ? setting.Text(0) : null;
        setting.Reset();
        return value;
    }

    public static void Save(StateSession session, string name, string value) =>
        session.Statement("setting-save").Bind("$name", name).Bind("$value", value).Run();
}
