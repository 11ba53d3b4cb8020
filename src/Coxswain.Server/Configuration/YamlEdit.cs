using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Coxswain.Server.Configuration;

/// <summary>
/// Sets one value in the text of a configuration file and leaves every other character as it is. Where things stand is read from the YAML library's
/// own model; a layout that cannot be changed in one place is refused with its line.
/// </summary>
internal static partial class YamlEdit
{
    /// <param name="value">As the setting takes it, spelled one way.</param>
    /// <exception cref="SettingsException">The text is no configuration, or is laid out in a way that is not edited.</exception>
    public static string Set(string text, SettingDefinition definition, string value, string path)
    {
        var dot = definition.Name.IndexOf('.', StringComparison.Ordinal);
        var (section, key) = (definition.Name[..dot], definition.Name[(dot + 1)..]);
        var written = Written(definition, value);
        if (YamlSettings.Root(text, path) is not YamlMappingNode root)
        {
            return Append(text, "", $"{section}:", $"  {key}: {written}");
        }

        if (Find(root, definition.Name) is { Value: { } direct })
        {
            return Replace(text, direct, written, definition.Name, path);
        }

        if (Find(root, section) is not { } found)
        {
            return AddSection(text, root, section, $"{key}: {written}", path);
        }

        return found.Value switch
        {
            YamlMappingNode map when Find(map, key) is { Value: { } present } => Replace(text, present, written, definition.Name, path),
            YamlMappingNode { Style: MappingStyle.Flow } map => AddInside(text, map, $"{key}: {written}", path),
            YamlMappingNode map => AddLine(text, found.Key, IndentOf(text, map, path), $"{key}: {written}"),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" } => AddLine(text, found.Key, new string(' ', (int)found.Key.Start.Column + 1), $"{key}: {written}"),
            _ => throw Refusal(path, found.Value, definition.Name),
        };
    }

    private static string Replace(string text, YamlNode node, string written, string name, string path)
    {
        var (start, end) = ((int)node.Start.Index, (int)node.End.Index);
        var isReplaceable = node is YamlScalarNode { Anchor.IsEmpty: true, Tag.IsEmpty: true } scalar && scalar.Style switch
        {
            ScalarStyle.SingleQuoted => text[start] == '\'',
            ScalarStyle.DoubleQuoted => text[start] == '"',
            ScalarStyle.Plain => end == start || text[start] == scalar.Value?[0],
            _ => false,
        };
        return !isReplaceable ? throw Refusal(path, node, name)
            : end == start ? text.Insert(start, text[start - 1] == ' ' ? written : " " + written)
            : string.Concat(text.AsSpan(0, start), written, text.AsSpan(end));
    }

    private static string AddSection(string text, YamlMappingNode root, string section, string member, string path)
    {
        if (root.Style == MappingStyle.Flow)
        {
            return AddInside(text, root, $"{section}: {{{member}}}", path);
        }

        var indent = IndentOf(text, root, path);
        return Append(text, indent, $"{section}:", $"  {member}");
    }

    private static string AddInside(string text, YamlMappingNode map, string member, string path)
    {
        var open = (int)map.Start.Index;
        if (text[open] != '{')
        {
            throw Refusal(path, map, member[..member.IndexOf(':', StringComparison.Ordinal)]);
        }

        return map.Children.Count == 0 ? text.Insert(open + 1, member) : text.Insert((int)map.Children.First().Key.Start.Index, member + ", ");
    }

    private static string AddLine(string text, YamlNode head, string indent, string member)
    {
        var end = text.IndexOf('\n', (int)head.End.Index);
        var newLine = NewLine(text);
        return end < 0 ? $"{text}{newLine}{indent}{member}{newLine}" : text.Insert(end + 1, $"{indent}{member}{newLine}");
    }

    private static string Append(string text, string indent, params string[] lines)
    {
        var newLine = NewLine(text);
        var kept = text.Length == 0 || text.EndsWith('\n') ? text : text + newLine;
        return kept + string.Concat(lines.Select(line => indent + line + newLine));
    }

    private static string IndentOf(string text, YamlMappingNode map, string path)
    {
        var first = (int)map.Children.First().Key.Start.Index;
        var line = text.LastIndexOf('\n', Math.Max(0, first - 1)) + 1;
        var indent = text[line..first];
        return indent.All(static c => c == ' ') ? indent : throw Refusal(path, map, "the value");
    }

    private static (YamlNode Key, YamlNode Value)? Find(YamlMappingNode map, string name)
    {
        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode { Value: { } word } && string.Equals(word, name, StringComparison.OrdinalIgnoreCase))
            {
                return (key, value);
            }
        }

        return null;
    }

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static string Written(SettingDefinition definition, string value)
        => definition.IsPlain || Number().IsMatch(value)
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static SettingsException Refusal(string path, YamlNode node, string name)
        => new($"{path}:{node.Start.Line}: this is laid out in a way that config set does not edit; change {name} there by hand.");

    [GeneratedRegex("^(?:0|[1-9][0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
