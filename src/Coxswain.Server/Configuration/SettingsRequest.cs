using System.Collections;

namespace Coxswain.Server.Configuration;

/// <summary>What the configuration is read from.</summary>
/// <param name="Environment">Environment variables; tests pass their own.</param>
/// <param name="Flags">Values given on the command line, by setting name (<c>server.apiAddress</c>), with the flag that set them.</param>
/// <param name="ConfigFile">A file named on the command line; it must exist. <see langword="null"/>: the usual place, which may be empty.</param>
public sealed record SettingsRequest(
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<(string Name, string Value, string Flag)> Flags,
    string? ConfigFile)
{
    public static IReadOnlyDictionary<string, string> ProcessEnvironment()
        => System.Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
