using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Coxswain.Server.Configuration;

/// <summary>Reads <c>config.yaml</c> into setting names and values, each with its line. Anything but nested maps of plain values is refused.</summary>
internal static class YamlSettings
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDepth = 4;

    public static IReadOnlyList<(string Name, string Value, int Line)> ReadFile(string path) => Parse(ReadText(path), path);

    /// <summary>The file's text, without a byte order mark.</summary>
    /// <exception cref="SettingsException">The file is too large or not UTF-8.</exception>
    public static string ReadText(string path)
    {
        var file = new FileInfo(path);
        if (file.Length > MaxBytes)
        {
            throw new SettingsException($"{path} is {file.Length} bytes; a configuration file may have {MaxBytes}.");
        }

        var bytes = File.ReadAllBytes(path);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0));
        }
        catch (DecoderFallbackException problem)
        {
            var before = bytes.AsSpan(0, Math.Clamp(problem.Index, 0, bytes.Length));
            throw new SettingsException($"{path}:{before.Count((byte)'\n') + 1}: not UTF-8 at byte {problem.Index}.", problem);
        }
    }

    /// <exception cref="SettingsException">Not a configuration; the message names line, column and key as far as they are known.</exception>
    public static IReadOnlyList<(string Name, string Value, int Line)> Parse(string text, string path)
    {
        var values = new List<(string Name, string Value, int Line)>();
        if (Root(text, path) is { } root)
        {
            Collect(root, "", 0, path, values);
        }

        foreach (var twice in values.GroupBy(static entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1))
        {
            var lines = twice.Select(static entry => entry.Line).Order().ToArray();
            throw new SettingsException($"{path}:{lines[^1]}: {twice.Key} is given twice; its first value is in line {lines[0]}.");
        }

        return values;
    }

    /// <returns><see langword="null"/> for a text without content.</returns>
    public static YamlNode? Root(string text, string path)
    {
        var stream = new YamlStream();
        var trail = new YamlTrail();
        try
        {
            Follow(text, trail);
            stream.Load(new StringReader(text));
        }
        catch (YamlException problem)
        {
            throw Broken(path, problem.Start.Line > 0 ? problem.Start : trail.Position, trail, problem.Message, problem);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // The parser meets some malformed tags with exceptions of its own making (found by fuzzing: "!!0[", a tab, "-").
            throw Broken(path, trail.Position, trail, "something is left open or out of place from here on", problem);
        }

        return stream.Documents.Count <= 1
            ? stream.Documents.FirstOrDefault()?.RootNode
            : throw new SettingsException($"{path}:{stream.Documents[1].RootNode.Start.Line}: a second of {stream.Documents.Count} YAML documents; one is allowed.");
    }

    private static SettingsException Broken(string path, Mark place, YamlTrail trail, string what, Exception problem)
    {
        var key = trail.Key is { Length: > 0 } found ? $" at {Printable(found)}" : "";
        return new SettingsException($"{path}:{Math.Max(1, place.Line)}:{Math.Max(1, place.Column)}: not valid YAML{key}: {Printable(what)}", problem);
    }

    // The representation model recurses; the event reader does not. So depth is measured before the model is built.
    private static void Follow(string text, YamlTrail trail)
    {
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext() && parser.Current is { } part)
        {
            trail.Follow(part);
            if (trail.Depth > MaxDepth + 4)
            {
                throw new YamlException(part.Start, part.End, "nested too deeply");
            }
        }
    }

    private static void Collect(YamlNode node, string name, int depth, string path, List<(string Name, string Value, int Line)> values)
    {
        var line = (int)node.Start.Line;
        switch (node)
        {
            case YamlScalarNode scalar when IsNothing(scalar):
                RefuseUnlessSection(name, path, line);
                break;
            case YamlScalarNode scalar when name.Length > 0:
                values.Add((name, scalar.Value ?? "", line));
                break;
            case YamlSequenceNode list when SettingCatalog.Find(name) is { IsList: true }:
                values.Add((name, string.Join(',', list.Children.Select(item => Item(item, name, path))), line));
                break;
            case YamlMappingNode map when depth < MaxDepth:
                foreach (var (key, value) in map.Children)
                {
                    var word = (key as YamlScalarNode)?.Value ?? throw new SettingsException($"{path}:{key.Start.Line}: a key must be a plain word.");
                    Collect(value, name.Length == 0 ? word : $"{name}.{word}", depth + 1, path, values);
                }

                break;
            default:
                throw new SettingsException($"{path}:{line}: {(name.Length == 0 ? "the file" : Printable(name))} must be {(name.Length == 0 ? "a map of sections" : "a plain value")}.");
        }
    }

    private static string Item(YamlNode item, string name, string path)
        => item is YamlScalarNode { Value: { Length: > 0 } word } && !word.Contains(',', StringComparison.Ordinal)
            ? word
            : throw new SettingsException($"{path}:{item.Start.Line}: each item of {name} must be a plain value without a comma.");

    // A section whose lines are all commented out is fine; a setting without a value is half a line.
    private static void RefuseUnlessSection(string name, string path, int line)
    {
        if (SettingCatalog.Find(name) is { } definition)
        {
            throw new SettingsException($"{path}:{line}: {definition.Name} has no value; give one, or remove the line.");
        }
    }

    private static bool IsNothing(YamlScalarNode scalar)
        => scalar.Style is ScalarStyle.Plain or ScalarStyle.Any && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL";

    private static string Printable(string message) => new([.. message.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '?' : c).Take(300)]);
}
