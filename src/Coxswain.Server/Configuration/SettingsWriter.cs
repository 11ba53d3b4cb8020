using System.Text;
using Coxswain.Server.Security;

namespace Coxswain.Server.Configuration;

/// <summary>Writes one setting into the configuration file, after checking that the file would still be usable with it.</summary>
public static class SettingsWriter
{
    /// <param name="file">Created with its folder when missing, readable by its owner only: it may hold keys.</param>
    /// <exception cref="SettingsException">The name is unknown, the value does not fit, or the file cannot take it as it is laid out.</exception>
    public static void Set(string file, string name, string value)
    {
        var layers = new SettingLayers();
        layers.Set(name, value, "config set");
        if (value.Any(char.IsControl))
        {
            throw new SettingsException($"{name} must not contain control characters.");
        }

        var canonical = SettingCatalog.Find(name)?.Name ?? name;
        var before = File.Exists(file) ? YamlSettings.ReadFile(file) : [];
        var text = YamlEdit.Set(File.Exists(file) ? File.ReadAllText(file) : "", canonical, value);
        Check(YamlSettings.Parse(text, file), before, canonical, value, file);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".");
        OwnerOnlyFile.Replace(file, Encoding.UTF8.GetBytes(text));
    }

    // The edit works on lines. A layout it does not understand must not lose anything: what is read back decides.
    private static void Check(
        IReadOnlyList<(string Name, string Value, int Line)> after, IReadOnlyList<(string Name, string Value, int Line)> before, string name, string value, string file)
    {
        var wanted = before.Where(entry => !Same(entry.Name, name)).Select(entry => (entry.Name, entry.Value)).Append((name, value));
        if (!after.Select(entry => (Same(entry.Name, name) ? name : entry.Name, entry.Value)).Order().SequenceEqual(wanted.Order()))
        {
            throw new SettingsException($"{file} is laid out in a way this command does not edit; add {name} by hand.");
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
