using System.Text.RegularExpressions;
using Coxswain.Testing;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Docs;

/// <summary>The guide's commands, run one after the other as a reader would, by bash, in a home of their own.</summary>
public sealed partial class DocumentedCommandsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Commands_of_the_guide_run_as_written()
    {
        using var home = new TemporaryFolder();
        var blocks = TestedBlock().Matches(await File.ReadAllTextAsync(RepositoryRoot.Combine("docs", "getting-started.md"), TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(blocks.Length >= 4);
        using var network = LoopbackNetwork.Create();
        await using var cox = new CoxProcess(network, home.Path, new Dictionary<string, string>());
        foreach (var listener in new[] { "API", "OTLP_HTTP", "OTLP_GRPC" })
        {
            cox.Environment[$"COX_SERVER_{listener}_ADDRESS"] = "0";
        }

        Directory.CreateDirectory(home.Combine("clone"));
        File.CreateSymbolicLink(home.Combine("clone", "cox"), CoxProcess.Program);
        Directory.CreateDirectory(home.Combine(".claude"));
        await File.WriteAllTextAsync(home.Combine(".claude", "settings.json"), "{ \"model\": \"opus\" }", TestContext.Current.CancellationToken);
        try
        {
            foreach (var block in blocks)
            {
                await using var shell = ChildProcess.Start(network, "/bin/bash", ["-c", "set -ex\n" + block], cox.Environment, home.Combine("clone"));
                var code = await shell.WaitAsync(Limit, TestContext.Current.CancellationToken);
                Assert.True(code == 0, $"{block}\n{shell.Output}\n{shell.Errors}");
            }
        }
        finally
        {
            await cox.RunAsync(CancellationToken.None, "down");
        }

        Assert.Equal("{ \"model\": \"opus\" }", await File.ReadAllTextAsync(home.Combine(".claude", "settings.json"), TestContext.Current.CancellationToken));
    }

    [GeneratedRegex(@"(?s)```bash tested\n(.*?)```")]
    private static partial Regex TestedBlock();
}
