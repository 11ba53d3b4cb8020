using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Coxswain.Tests.Architecture;

public sealed partial class ReferenceTests
{
    /// <summary>Who may reference whom. A project that is not here may not exist.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Coxswain.Core"] = [],
        ["Coxswain.Engine"] = [],
        ["Coxswain.Otlp"] = ["Coxswain.Core"],
        ["Coxswain.Storage"] = ["Coxswain.Core"],
        ["Coxswain.Gateway"] = ["Coxswain.Core"],
        ["Coxswain.Dashboard"] = ["Coxswain.Core"],
        ["Coxswain.Server"] = ["Coxswain.Core", "Coxswain.Dashboard", "Coxswain.Gateway", "Coxswain.Otlp", "Coxswain.Storage"],
        ["Coxswain.Cli"] = ["Coxswain.Core", "Coxswain.Server", "Coxswain.Engine", "Coxswain.Testing"],
    };

    /// <summary>Read as: a slice of Core may use every slice listed before it, and none after it. A list cannot contain a cycle.</summary>
    private static readonly string[] SliceOrder =
        ["Kernel", "Telemetry", "Pricing", "Sessions", "Usage", "Recovery", "Tools", "Budgets", "Search", "Workflows", "Learning", "Ratings", "Health", "Monitoring"];

    [Fact]
    public void Projects_reference_only_what_the_layout_allows()
    {
        var wrong = SourceTree.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Parse(SourceTree.Read(file)).Descendants("ProjectReference")
                .Select(reference => (From: Path.GetFileNameWithoutExtension(file), To: Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))))
            .Where(edge => !Allowed.TryGetValue(edge.From, out var allowed) || !allowed.Contains(edge.To))
            .Select(edge => $"{edge.From} -> {edge.To}");

        Rule.HasNoOffenders(wrong);
    }

    [Fact]
    public void Core_needs_the_runtime_and_extension_abstractions_only()
        => Assert.All(
            XDocument.Parse(SourceTree.Read("src/Coxswain.Core/Coxswain.Core.csproj")).Descendants("PackageReference"),
            package => Assert.StartsWith("Microsoft.Extensions.", package.Attribute("Include")!.Value, StringComparison.Ordinal));

    [Fact]
    public void Slices_of_Core_use_only_slices_listed_before_them()
    {
        var wrong = new List<string>();
        foreach (var file in SourceTree.Sources("src/Coxswain.Core/").Where(file => file.Count(c => c == '/') > 2))
        {
            var slice = file.Split('/')[2];
            var place = Array.IndexOf(SliceOrder, slice);
            Assert.True(place >= 0, $"{slice} is not in the list of slices.");
            wrong.AddRange(CoreNamespace().Matches(SourceTree.Code(file)).Select(match => match.Groups[1].Value)
                .Where(used => Array.IndexOf(SliceOrder, used) > place)
                .Select(used => $"{file} uses {used}"));
        }

        Rule.HasNoOffenders(wrong);
    }

    [Fact]
    public void Core_has_no_types_outside_its_slices_but_its_registration()
        => Assert.DoesNotContain(
            SourceTree.Sources("src/Coxswain.Core/"),
            file => file.Count(c => c == '/') == 2 && !file.EndsWith("Services.cs", StringComparison.Ordinal));

    [Fact]
    public void Namespaces_follow_folders()
    {
        var wrong = SourceTree.Sources().Concat(SourceTree.Sources("tests/")).Where(file =>
        {
            var parts = file.Split('/');
            var expected = string.Join('.', parts[1..^1]);
            var found = Namespace().Match(SourceTree.Read(file));
            return found.Success && found.Groups[1].Value != expected && !(IsGrouping(parts) && found.Groups[1].Value == string.Join('.', parts[1..^2]));
        });

        Rule.HasNoOffenders(wrong);
    }

    // The store's client files share their slice's namespace: the folder only groups them.
    private static bool IsGrouping(string[] parts) => parts[^2] is "Client" && parts[^3] is "ClickHouse";

    [GeneratedRegex(@"Coxswain\.Core\.(\w+)")]
    private static partial Regex CoreNamespace();

    [GeneratedRegex(@"(?m)^namespace ([\w.]+);")]
    private static partial Regex Namespace();
}
