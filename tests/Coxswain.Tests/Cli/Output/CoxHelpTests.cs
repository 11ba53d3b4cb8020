using System.CommandLine;
using Coxswain.Cli.Commands;
using Coxswain.Cli.Output;

namespace Coxswain.Tests.Cli.Output;

public sealed class CoxHelpTests
{
    public static TheoryData<string> Lines => new(Below(CoxRoot.Create(), ""));

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Help_of_every_command_works_alone_and_shows_examples(string line)
    {
        foreach (var help in new[] { "--help", "-h", "-?" })
        {
            using var output = new StringWriter();
            using var errors = new StringWriter();
            var result = CoxRoot.Create().Parse($"{line} {help}");

            var code = await result.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, TestContext.Current.CancellationToken);

            Assert.Empty(result.Errors);
            Assert.Equal(0, code);
            Assert.Equal("", errors.ToString());
            Assert.Contains("Usage:", output.ToString(), StringComparison.Ordinal);
            var examples = output.ToString().Split($"Examples:{Environment.NewLine}");
            Assert.Contains($"cox {line}".TrimEnd(), Assert.Single(examples.Skip(1)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sessions list --limit many", "--limit takes a whole number, not \"many\".")]
    [InlineData("sql --max-rows 1e3 x", "--max-rows takes a whole number, not \"1e3\".")]
    [InlineData("doctor --days=99999999999", "--days takes a whole number, not \"99999999999\".")]
    public void Number_that_is_none_is_refused_in_words(string line, string expected) => Assert.Equal(expected, Errors(line.Split(' ')));

    [Theory]
    [InlineData("usage", "--since", "")]
    [InlineData("sessions", "list", "--project", "")]
    [InlineData("status", "--data", "")]
    public void Empty_value_is_not_taken_for_none(params string[] line) =>
        Assert.Equal($"{line.Last(static word => word.StartsWith("--", StringComparison.Ordinal)).TrimEnd('=')} has an empty value; give one, or leave the option out.", Errors(line));

    private static string Errors(string[] line)
    {
        using var talk = new StringWriter();
        Assert.Equal(2, CoxHelp.ShowErrors(CoxRoot.Create().Parse(line), talk));
        return talk.ToString().Split(Environment.NewLine)[0];
    }

    private static IEnumerable<string> Below(Command command, string path)
        => command.Subcommands.SelectMany(child => Below(child, $"{path} {child.Name}".Trim()).Prepend($"{path} {child.Name}".Trim())).Concat(path.Length == 0 ? [""] : []);
}
