using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Coxswain.Server.Configuration;

/// <summary>Reads <c>config.yaml</c> into setting names and values, each with its line. Anything but nested maps of plain values is refused.</summary>
internal static class YamlSettings
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDepth = 4;

    public static IReadOnlyList<(string Name, string Value, int Line)> ReadFile(string path)
    {
        var file = new FileInfo(path);
        if (file.Length > MaxBytes)
        {
            throw new SettingsException($"{path} is {file.Length} bytes; a configuration file may have {MaxBytes}.");
        }

        return Parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: false)), path);
    }

    public static IReadOnlyList<(string Name, string Value, int Line)> Parse(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            CheckDepth(text);
            stream.Load(new StringReader(text));
        }
        catch (YamlException problem)
        {
            throw new SettingsException($"{path}:{problem.Start.Line}: not valid YAML: {OneLine(problem.Message)}", problem);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // The parser meets some malformed tags with exceptions of its own making (found by fuzzing: "!!0[", a tab, "-").
            throw new SettingsException($"{path}: not valid YAML: {OneLine(problem.Message)}", problem);
        }

        var values = new List<(string, string, int)>();
        if (stream.Documents.Count > 1)
        {
            throw new SettingsException($"{path} holds {stream.Documents.Count} YAML documents; one is allowed.");
        }

        if (stream.Documents.Count == 1)
        {
            Collect(stream.Documents[0].RootNode, "", 0, path, values);
        }

        return values;
    }

    // The representation model recurses; the event reader does not. So depth is measured before the model is built.
    private static void CheckDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth + 4)
            {
                throw new YamlException(parser.Current.Start, parser.Current.End, "nested too deeply");
            }
        }
    }

    private static void Collect(YamlNode node, string name, int depth, string path, List<(string Name, string Value, int Line)> values)
    {
        var line = (int)node.Start.Line;
        switch (node)
        {
            case YamlScalarNode scalar when name.Length > 0:
                values.Add((name, scalar.Value ?? "", line));
                break;
            case YamlScalarNode { Value: null or "" }:
                break;
            case YamlMappingNode map when depth < MaxDepth:
                foreach (var (key, value) in map.Children)
                {
                    var word = (key as YamlScalarNode)?.Value ?? throw new SettingsException($"{path}:{line}: a key must be a plain word.");
                    Collect(value, name.Length == 0 ? word : $"{name}.{word}", depth + 1, path, values);
                }

                break;
            default:
                throw new SettingsException($"{path}:{line}: {(name.Length == 0 ? "the file" : name)} must be {(name.Length == 0 ? "a map of sections" : "a plain value")}.");
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
