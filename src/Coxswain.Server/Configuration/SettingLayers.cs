namespace Coxswain.Server.Configuration;

/// <summary>Collects values; a later one replaces an earlier one of the same name. Unknown names and wrong types are refused at once.</summary>
internal sealed class SettingLayers
{
    public const string Default = "default";

    private readonly Dictionary<string, (string Value, string Origin)> _set = new(StringComparer.OrdinalIgnoreCase);

    public void Set(string name, string value, string origin)
    {
        var definition = SettingCatalog.Find(name)
            ?? throw new SettingsException($"{origin}: unknown setting {Shown(name)}{Suggestion(name)}.");
        if (!definition.Accepts(value))
        {
            throw new SettingsException($"{origin}: {definition.Name} must be {definition.TypeName}, not {(definition.IsSecret ? "this" : Shown(value))}.");
        }

        _set[definition.Name] = (value, origin);
    }

    public (string Value, string Origin) Current(string name)
    {
        var definition = SettingCatalog.Find(name) ?? throw new ArgumentException($"There is no setting {name}.", nameof(name));
        return _set.TryGetValue(definition.Name, out var entry) ? entry : (definition.Default, Default);
    }

    public IReadOnlyList<Setting> Effective()
        => [.. SettingCatalog.Definitions.Select(definition => _set.TryGetValue(definition.Name, out var entry)
            ? new Setting(definition.Name, entry.Value, entry.Origin, definition.IsSecret)
            : new Setting(definition.Name, definition.Default, Default, definition.IsSecret))];

    public IEnumerable<KeyValuePair<string, string?>> Pairs()
        => SettingCatalog.Definitions
            .Where(definition => _set.ContainsKey(definition.Name))
            .Select(definition => KeyValuePair.Create(definition.Key, (string?)_set[definition.Name].Value));

    private static string Shown(string text)
    {
        var clean = new string([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
        return text.Length > 60 ? $"\"{clean}…\"" : $"\"{clean}\"";
    }

    private static string Suggestion(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var near = SettingCatalog.Definitions.FirstOrDefault(definition => definition.Name.EndsWith("." + last, StringComparison.OrdinalIgnoreCase));
        return near is null ? "; `cox config show` lists the known ones" : $"; did you mean {near.Name}?";
    }
}
