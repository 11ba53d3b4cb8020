namespace Coxswain.Server.Configuration;

/// <summary>Collects values; a later one replaces an earlier one of the same name. Unknown names and wrong types become problems.</summary>
internal sealed class SettingLayers
{
    public const string Default = "default";

    private readonly Dictionary<string, (string Value, string Origin)> _set = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingProblem> _problems = [];

    /// <summary>Everything that could not be taken, also what a later layer would have replaced.</summary>
    public IReadOnlyList<SettingProblem> Problems => _problems;

    public void Set(string name, string value, string origin)
    {
        if (SettingCatalog.Find(name) is not { } definition)
        {
            _problems.Add(new SettingProblem(name, origin, $"unknown setting {Shown(name)}{Suggestion(name)}"));
        }
        else if (!definition.Accepts(value))
        {
            _problems.Add(new SettingProblem(definition.Name, origin, $"{definition.Name} must be {definition.TypeName}, not {Shown(definition, value)}."));
        }
        else
        {
            _set[definition.Name] = (value, origin);
        }
    }

    public (string Value, string Origin) Current(string name)
    {
        var definition = SettingCatalog.Find(name) ?? throw new ArgumentException($"There is no setting {name}.", nameof(name));
        return _set.TryGetValue(definition.Name, out var entry) ? entry : (definition.Default, Default);
    }

    public IReadOnlyList<Setting> Effective()
        => [.. SettingCatalog.Definitions.Select(definition => _set.TryGetValue(definition.Name, out var entry)
            ? new Setting(definition.Name, entry.Value, entry.Origin, definition.IsSecret || HoldsPassword(entry.Value))
            : new Setting(definition.Name, definition.Default, Default, definition.IsSecret))];

    public IEnumerable<KeyValuePair<string, string?>> Pairs()
        => SettingCatalog.Definitions
            .Where(definition => _set.ContainsKey(definition.Name))
            .Select(definition => KeyValuePair.Create(definition.Key, (string?)_set[definition.Name].Value));

    /// <summary>A value for a message: short, printable, and not there at all when it is a secret.</summary>
    public static string Shown(SettingDefinition definition, string value) => definition.IsSecret || HoldsPassword(value) ? "this" : Shown(value);

    /// <summary>An address with a user before its host, as in <c>https://user:password@host</c>.</summary>
    private static bool HoldsPassword(string value)
        => value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && value.IndexOf('@', scheme) is >= 0;

    private static string Shown(string text)
    {
        var clean = new string([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
        return text.Length > 60 ? $"\"{clean}…\"" : $"\"{clean}\"";
    }

    private static string Suggestion(string name)
        => NearestName.Of(name, SettingCatalog.Definitions.Select(definition => definition.Name)) is { } near
            ? $"; did you mean {near}?"
            : "; `cox config show` lists the known ones.";
}
