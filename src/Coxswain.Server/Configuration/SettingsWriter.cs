using System.Text;
using Coxswain.Server.Security;

namespace Coxswain.Server.Configuration;

/// <summary>Writes one setting into the configuration file, after checking that a server would start with it.</summary>
public static class SettingsWriter
{
    /// <summary>Creates the file with its folder when missing, readable by its owner only: it may hold keys.</summary>
    /// <param name="request">What the next start would read; its flags do not count, for they are of this run only.</param>
    /// <exception cref="SettingsException">The name is unknown, the value does not fit, or the file cannot take it as it is laid out. Nothing was written.</exception>
    public static void Set(SettingsRequest request, string name, string value)
    {
        var file = CoxswainSettings.FileOf(request);
        var layers = new SettingLayers();
        layers.Set(name, value, "config set");
        if (layers.Problems.Count > 0)
        {
            throw SettingsException.Of(layers.Problems);
        }

        var definition = SettingCatalog.Find(name) ?? throw new SettingsException($"config set: unknown setting {name}.");
        if (value.Any(char.IsControl))
        {
            throw new SettingsException($"config set: {definition.Name} must not contain control characters.");
        }

        var canonical = definition.Canonical(value);
        var (before, after) = Edit(file, definition, canonical);
        Require(request with { Flags = [], ConfigFile = file }, definition.Name, before, after);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        var target = new FileInfo(file).LinkTarget is null ? file : File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        OwnerOnlyFile.Replace(target, [.. Mark(target), .. Encoding.UTF8.GetBytes(after)]);
    }

    private static (string Before, string After) Edit(string file, SettingDefinition definition, string value)
    {
        var text = File.Exists(file) ? YamlSettings.ReadText(file) : "";
        var before = YamlSettings.Parse(text, file);
        var edited = YamlEdit.Set(text, definition, value, file);

        // An edit must not change anything else, whatever the layout: what is read back decides.
        var wanted = before.Where(entry => !Same(entry.Name, definition.Name)).Select(static entry => (entry.Name, entry.Value)).Append((definition.Name, value));
        var found = Reread(edited, file).Select(entry => (Same(entry.Name, definition.Name) ? definition.Name : entry.Name, entry.Value));
        return found.Order().SequenceEqual(wanted.Order())
            ? (text, edited)
            : throw new SettingsException($"{file} is laid out in a way that config set does not edit; change {definition.Name} by hand.");
    }

    private static IReadOnlyList<(string Name, string Value, int Line)> Reread(string text, string file)
    {
        try
        {
            return YamlSettings.Parse(text, file);
        }
        catch (SettingsException)
        {
            return [];
        }
    }

    // A byte order mark is not part of the text; the file keeps the one it has.
    private static ReadOnlySpan<byte> Mark(string file)
        => File.Exists(file) && File.ReadAllBytes(file).AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : default;

    // Alone and with the environment of today: a variable that happens to be set must not hide that the file is wrong. Old problems may stay.
    private static void Require(SettingsRequest request, string name, string before, string after)
    {
        var alone = request with { Environment = request.Environment.Where(static pair => IsPlace(pair.Key)).ToDictionary(StringComparer.Ordinal) };
        var problems = New(alone, before, after).Concat(CoxswainSettings.Examine(alone, after).Where(problem => problem.Name == name)).Concat(New(request, before, after))
            .DistinctBy(static problem => problem.Message)
            .Select(static problem => problem with { Origin = "config set" })
            .ToArray();
        if (problems.Length > 0)
        {
            throw SettingsException.Of(problems);
        }
    }

    private static IEnumerable<SettingProblem> New(SettingsRequest request, string before, string after)
    {
        var old = CoxswainSettings.Examine(request, before).Select(static problem => problem.Message).ToHashSet(StringComparer.Ordinal);
        return CoxswainSettings.Examine(request, after).Where(problem => !old.Contains(problem.Message));
    }

    private static bool IsPlace(string variable) => variable is "COX_HOME" or "HOME" or "USERPROFILE" or "XDG_CONFIG_HOME" or "XDG_DATA_HOME";

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
