using System.Text.RegularExpressions;

namespace Coxswain.Tests.Architecture;

public sealed partial class SourceFileTests
{
    private static readonly string[] BannedEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Base", "Impl", "Info", "Data", "Processor"];

    /// <summary>Families of one-line variants that read better side by side.</summary>
    private static readonly string[] Families = ["src/Coxswain.Core/Telemetry/MetricPoint.cs", "src/Coxswain.Core/Telemetry/SpanRecord.cs", "src/Coxswain.Core/Sessions/TranscriptFacts.cs"];

    /// <summary>Patterns that recognise statements in our own .sql files; examples in the help of <c>cox sql</c>.</summary>
    private static readonly string[] ReadsSql = ["src/Coxswain.Storage/ClickHouse/Schema/SchemaStep.cs", "src/Coxswain.Cli/Commands/Sql/SqlCommand.cs"];

    [Fact]
    public void No_type_is_named_for_what_it_is_not()
        => Rule.HasNoOffenders(SourceTree.Sources().SelectMany(file => Types(file).Where(name => BannedEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))).Select(name => $"{file}: {name}")));

    [Fact]
    public void Files_hold_one_type_named_as_the_file()
    {
        var wrong = SourceTree.Sources().Except(Families).Select(file => (file, types: Types(file).ToArray()))
            .Where(entry => entry.types.Where(type => !IsSupplement(type, entry.types)).Distinct().Count() > 1 || (entry.types.Length > 0 && entry.types[0] != Path.GetFileName(entry.file).Split('.')[0]))
            .Select(entry => $"{entry.file}: {string.Join(", ", entry.types)}");

        Rule.HasNoOffenders(wrong);
    }

    [Fact]
    public void Files_stay_small()
    {
        Rule.HasNoOffenders(Lines("src/").Where(entry => entry.Count > 400).Select(entry => $"{entry.File}: {entry.Count} lines"));
        Rule.HasNoOffenders(Lines("tests/").Where(entry => entry.Count > 600).Select(entry => $"{entry.File}: {entry.Count} lines"));
        var median = Lines("src/").Select(entry => entry.Count).Order().ElementAt(Lines("src/").Count() / 2);
        Assert.True(median <= 60, $"The median source file has {median} lines.");
        Assert.True(Lines("src/").Single(entry => entry.File == "src/Coxswain.Cli/Program.cs").Count <= 60);
    }

    [Fact]
    public void Sql_stays_in_sql_files()
    {
        var wrong = SourceTree.Sources()
            .Where(file => !file.StartsWith("src/Coxswain.Engine/", StringComparison.Ordinal) && !ReadsSql.Contains(file))
            .SelectMany(file => SqlText().Matches(WithoutComments(file)).Select(match => $"{file}: {match.Value}"));

        Rule.HasNoOffenders(wrong);
    }

    [Fact]
    public void Null_is_never_argued_away()
        => Rule.HasNoOffenders(SourceTree.Sources().SelectMany(file => SourceTree.Code(file).Split('\n').Where(line => Forgiven().IsMatch(line)).Select(line => $"{file}: {line.Trim()}")));

    [Fact]
    public void Nothing_waits_for_later()
        => Assert.DoesNotContain(
            SourceTree.Sources().Concat(SourceTree.Sources("tests/")),
            file => !file.Contains("/Architecture/", StringComparison.Ordinal) && Unfinished().IsMatch(SourceTree.Read(file)));

    [Fact]
    public void No_file_names_the_machine_it_was_written_on()
    {
        var wrong = SourceTree.Files
            .Where(file => !file.Contains("/Architecture/", StringComparison.Ordinal) && new FileInfo(Path.Combine(SourceTree.Root, file)).Length < 4 << 20)
            .Where(file => Machine().IsMatch(SourceTree.Read(file)));

        Rule.HasNoOffenders(wrong);
    }

    private static bool IsSupplement(string type, string[] all) => type.EndsWith("Validator", StringComparison.Ordinal) && type != all[0] && type == all[0] + "Validator";

    private static IEnumerable<string> Types(string file) => TypeDeclaration().Matches(SourceTree.Code(file)).Select(match => match.Groups[1].Value);

    private static IEnumerable<(string File, int Count)> Lines(string folder) => SourceTree.Sources(folder).Select(file => (file, SourceTree.Read(file).AsSpan().Count('\n')));

    private static string WithoutComments(string file) => Comment().Replace(SourceTree.Read(file), "");

    // Unindented: nested types are their owner's business.
    [GeneratedRegex(@"[\w)\]>""]!(?=[.;,)\[\]\s?]|$)")]
    private static partial Regex Forgiven();

    [GeneratedRegex(@"(?m)^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref) )*(?:class|struct|interface|enum|record(?: struct| class)?) (\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"""[^""\n]*\b(?:SELECT\s+[^""\n]+\sFROM\s|INSERT INTO\s|DELETE FROM\s|UPDATE\s+\w+\s+SET\s|CREATE (?:TABLE|DATABASE|MATERIALIZED|INDEX)\s|ALTER TABLE\s|DROP TABLE\s)[^""\n]*""")]
    private static partial Regex SqlText();

    [GeneratedRegex(@"(?m)//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.])/work/|/root/|//[a-z0-9.-]+/(?:artifactory|repository|nexus)/|""resolved"": ""http")]
    private static partial Regex Machine();
}
