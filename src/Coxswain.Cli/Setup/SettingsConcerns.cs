namespace Coxswain.Cli.Setup;

/// <summary>Says what in other settings files wins over the variables that <c>connect</c> writes into the user's, or sends something along with them.</summary>
internal static class SettingsConcerns
{
    private const string HeadersHelper = "otelHeadersHelper";
    private const string Switch = "CLAUDE_CODE_ENABLE_TELEMETRY";

    /// <param name="user">The user's own file.</param>
    /// <param name="others">The files beside it.</param>
    /// <param name="protocol">As the user's file has it, or will; with <paramref name="endpoint"/> and <paramref name="header"/>.</param>
    /// <param name="header">Header the receiver asks for; <see langword="null"/> or empty when it asks for none.</param>
    public static IReadOnlyList<SettingsConcern> Find(SettingsLayer? user, IReadOnlyList<SettingsLayer> others, string protocol, string endpoint, string? header)
    {
        var wanted = TelemetryEnvironment.For(protocol, endpoint, header is { Length: > 0 } ? header : null, toolDetails: false)
            .Where(static one => !one.Name.EndsWith("_INTERVAL", StringComparison.Ordinal))
            .Concat(TelemetryEnvironment.PerSignal(protocol, endpoint, header))
            .ToArray();
        var concerns = new List<SettingsConcern>();
        if (user is { Problem: null } && !JsonTexts.IsStrict(user.Text))
        {
            concerns.Add(new SettingsConcern(true, $"{user.File} has comments or trailing commas: Claude Code 2.1.330 reads nothing of such a file."));
        }

        foreach (var layer in others)
        {
            try
            {
                concerns.AddRange(layer.Problem is { } unreadable ? [Unknown(layer, unreadable)] : Overrides(layer, wanted));
            }
            catch (FormatException problem)
            {
                concerns.Add(Unknown(layer, problem.Message));
            }
        }

        // Only the http exporters ask it.
        if (protocol != "grpc")
        {
            concerns.AddRange(others.Prepend(user).OfType<SettingsLayer>().Where(HasHelper).Select(layer => Helper(layer, header is { Length: > 0 })));
        }

        return concerns;
    }

    /// <summary>
    /// Headers somebody set for wherever telemetry went before: they come here now. Those of single signals do not, <c>connect</c> empties them.
    /// </summary>
    /// <param name="user">Variables of the user's file as they will stand; they win over the shell's.</param>
    /// <param name="header">As the receiver asks for it: no concern.</param>
    public static SettingsConcern? HeadersThatStay(string file, IReadOnlyDictionary<string, string> user, IReadOnlyDictionary<string, string> shell, string? header)
    {
        var isInFile = user.TryGetValue(TelemetryEnvironment.Headers, out var value);
        value ??= shell.GetValueOrDefault(TelemetryEnvironment.Headers, "");
        return value.Length == 0 || value == header ? null : new SettingsConcern(
            false,
            $"{TelemetryEnvironment.Headers}, set in {(isInFile ? file : "this shell")}, stays: its headers are sent here too; they are neither kept nor logged. If they hold a token for another service, remove the variable there.");
    }

    private static IEnumerable<SettingsConcern> Overrides(SettingsLayer layer, IReadOnlyList<(string Name, string Value)> wanted)
    {
        var set = ClaudeSettingsText.Variables(layer.Text);
        foreach (var (name, value) in wanted)
        {
            if (set.TryGetValue(name, out var other) && !MeansTheSame(name, other, value))
            {
                yield return new SettingsConcern(true, $"{name}, set in {layer.File}, {Effect(layer.Scope, IsOff(name, other))}.");
            }
        }
    }

    // From 2.1.282 on, a repository can no longer redirect telemetry; what switches it off still counts.
    private static string Effect(SettingsScope scope, bool isOff) => (scope, isOff) switch
    {
        (SettingsScope.Managed, true) => "your organization's settings, switches telemetry off: they win over the user's",
        (SettingsScope.Managed, false) => "your organization's settings, is used instead of the user's value: telemetry goes where they say",
        (_, true) => "switches telemetry off for sessions started there",
        _ => "is used instead of the user's value by Claude Code before 2.1.282 in sessions started there",
    };

    private static bool MeansTheSame(string name, string other, string wanted) => name switch
    {
        Switch => !IsOff(name, other),
        _ when name.EndsWith("_EXPORTER", StringComparison.Ordinal) => Exporters(other).Contains(wanted),
        _ when name.EndsWith("_ENDPOINT", StringComparison.Ordinal) => string.Equals(other.TrimEnd('/'), wanted.TrimEnd('/'), StringComparison.OrdinalIgnoreCase),
        // Headers are merged: empty ones change nothing.
        _ when name.EndsWith("_HEADERS", StringComparison.Ordinal) => other.Length == 0 || other == wanted,
        _ => other == wanted,
    };

    private static bool IsOff(string name, string value) => name == Switch
        ? value.Trim().ToUpperInvariant() is not ("1" or "TRUE" or "YES" or "ON")
        : name.EndsWith("_EXPORTER", StringComparison.Ordinal) && Exporters(value) is [] or ["none"];

    private static string[] Exporters(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool HasHelper(SettingsLayer layer)
    {
        try
        {
            return ClaudeSettingsText.Has(layer.Text, HeadersHelper);
        }
        catch (FormatException)
        {
            // Told as a file that cannot be read, above or by the caller.
            return false;
        }
    }

    private static SettingsConcern Helper(SettingsLayer layer, bool needsKey) => new(
        needsKey,
        $"{HeadersHelper}, set in {layer.File}, names a program whose headers go out with all telemetry: " +
        (needsKey ? "they may stand in the place of the key that this receiver asks for." : "what they hold is sent here too; it is neither kept nor logged."));

    private static SettingsConcern Unknown(SettingsLayer layer, string problem) => new(true, $"{layer.File} cannot be read, so what it sets is not known: {problem}");
}
