using System.CommandLine;
using Coxswain.Cli.Commands;

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

    private static IEnumerable<string> Below(Command command, string path)
        => command.Subcommands.SelectMany(child => Below(child, $"{path} {child.Name}".Trim()).Prepend($"{path} {child.Name}".Trim())).Concat(path.Length == 0 ? [""] : []);
}
