using System.Text.Json;

namespace Coxswain.Cli.Setup;

/// <summary>Members that one object of the settings shall have.</summary>
/// <param name="Parent">Name of the object; empty for the settings themselves.</param>
/// <param name="Members">JSON texts, ASCII only, by name. One that is a list is added to a list that is there; any other replaces what is there.</param>
internal sealed record SettingsWish(string Parent, IReadOnlyList<(string Name, string Json)> Members)
{
    public static SettingsWish Environment(IEnumerable<(string Name, string Value)> variables)
        => new("env", [.. variables.Select(static one => (one.Name, JsonSerializer.Serialize(one.Value)))]);
}
