using System.Text.RegularExpressions;
using Coxswain.Cli.Commands;

namespace Coxswain.Tests.Architecture;

public sealed partial class DocumentTests
{
    private static IEnumerable<string> Documents => SourceTree.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal));

    [Fact]
    public void Names_of_types_in_documents_exist()
    {
        var code = string.Join('\n', SourceTree.Sources().Concat(SourceTree.Sources("tests/")).Select(SourceTree.Code));
        var words = Word().Matches(code).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Rule.HasNoOffenders(Documents.SelectMany(file => TypeName().Matches(SourceTree.Read(file)).Select(match => match.Groups[1].Value)
            .Where(name => !words.Contains(name)).Select(name => $"{file}: {name}")));
    }

    [Fact]
    public void Links_inside_the_repository_lead_somewhere()
        => Rule.HasNoOffenders(Documents.SelectMany(file => Link().Matches(SourceTree.Read(file)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
            .Where(link => !Path.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(file)!, link.Split('#')[0])))
            .Select(link => $"{file}: {link}")));

    [Fact]
    public void Commands_in_documents_parse()
    {
        var wrong = new List<string>();
        foreach (var file in Documents)
        {
            foreach (var line in Block().Matches(SourceTree.Read(file)).SelectMany(match => match.Groups[1].Value.Split('\n')).Select(line => line.Split(" #")[0].Trim()))
            {
                if (line.StartsWith("./cox ", StringComparison.Ordinal) || line.StartsWith("cox ", StringComparison.Ordinal))
                {
                    var words = System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(line).Skip(1).ToArray();
                    wrong.AddRange(CoxRoot.Create().Parse(words).Errors.Select(error => $"{file}: {line}: {error.Message}"));
                }
            }
        }

        Rule.HasNoOffenders(wrong);
    }

    [Fact]
    public void Commands_of_the_reference_exist_and_every_command_is_in_it()
    {
        var root = CoxRoot.Create();
        var documented = ReferencedCommand().Matches(SourceTree.Read("docs/commands.md")).Select(match => match.Groups[1].Value).Distinct().ToArray();
        var known = root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToArray();

        Rule.HasNoOffenders(documented.Except(known).Select(name => $"docs/commands.md describes {name}, which does not exist"));
        Rule.HasNoOffenders(known.Except(documented).Select(name => $"docs/commands.md lacks {name}"));
    }

    [GeneratedRegex(@"`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?s)```[a-z ]*\n(.*?)```")]
    private static partial Regex Block();

    [GeneratedRegex(@"(?m)^\| `cox ([a-z-]+)")]
    private static partial Regex ReferencedCommand();
}
