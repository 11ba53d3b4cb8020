using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coxswain.Testing;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Engine;

/// <summary>A daemon that answers 70,000 rows at most, asked for more by <c>cox sql</c> and by ClickHouse's official client.</summary>
public sealed class ResultLimitTests
{
    private const int Limit = 70_000;
    private static readonly string[] Formats = ["CSV", "JSONEachRow", "JSONCompact", "Parquet", "Pretty", "Values", "RowBinary", "Native"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Result_over_the_limit_is_never_taken_for_a_whole_one()
    {
        using var home = new TemporaryFolder();
        using var network = LoopbackNetwork.Shared();
        await using var cox = new CoxProcess(network, home.Path, new Dictionary<string, string> { ["COX_SQL_MAX_ROWS"] = Limit.ToString(CultureInfo.InvariantCulture) });
        await cox.UpAsync(Cancelled);

        await AskAsync(cox);
        await AskWithOfficialClientAsync(cox);

        // Kestrel would log an exception of the application here.
        Assert.DoesNotContain(" error ", cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("xception", cox.Daemon.Errors, StringComparison.Ordinal);
    }

    private static async Task AskAsync(CoxProcess cox)
    {
        foreach (var format in Formats)
        {
            var whole = await cox.RunAsync(Cancelled, "sql", $"SELECT number FROM numbers({Limit})", "--format", format);
            Assert.True(whole.ExitCode == 0, $"{format}: {whole.Errors}");
            Assert.DoesNotContain("sql.maxRows", whole.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("only a part", whole.Errors, StringComparison.Ordinal);
            foreach (var sql in new[] { $"SELECT number FROM numbers({Limit + 1})", $"SELECT number, repeat('x', 200) FROM numbers({Limit * 3})" })
            {
                var part = await cox.RunAsync(Cancelled, "sql", sql, "--format", format);

                Assert.True(part.ExitCode == 1, $"{format}: exit code {part.ExitCode}");
                Assert.Contains("sql.maxRows", part.Errors, StringComparison.Ordinal);
                Assert.Contains("cox config set sql.maxRows", part.Errors, StringComparison.Ordinal);
                Assert.DoesNotContain("__exception__", part.Output, StringComparison.Ordinal);
                Assert.True(part.Output.Length == 0 || part.Errors.Contains("only a part", StringComparison.Ordinal), $"{format}: {part.Errors}");
            }
        }

        var json = await cox.RunAsync(Cancelled, "sql", $"SELECT number FROM numbers({Limit + 1})", "--json");
        var table = await cox.RunAsync(Cancelled, "sql", $"SELECT number FROM numbers({Limit + 1})", "--max-rows", "1000000");
        var named = await cox.RunAsync(Cancelled, "sql", "SELECT number FROM numbers(5000) FORMAT TSV");
        var few = await cox.RunAsync(Cancelled, "sql", "SELECT number FROM numbers(5000)", "--format", "TSV", "--max-rows", "10");
        Assert.Equal((1, ""), (json.ExitCode, json.Output));
        Assert.Equal((1, ""), (table.ExitCode, table.Output));
        Assert.Equal((0, 5000), (named.ExitCode, named.Output.Count(static c => c == '\n')));
        Assert.Equal((0, 10), (few.ExitCode, few.Output.Count(static c => c == '\n')));
        Assert.Contains("first 10 rows", few.Errors, StringComparison.Ordinal);
    }

    private static async Task AskWithOfficialClientAsync(CoxProcess cox)
    {
        var record = JsonDocument.Parse(await File.ReadAllTextAsync(Directory.GetFiles(cox.Home, "daemon.json", SearchOption.AllDirectories).Single(), Cancelled)).RootElement;
        var token = record.EnumerateObject().First(static field => field.Name.Equals("token", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
        var start = new ProcessStartInfo("node") { WorkingDirectory = RepositoryRoot.Combine("tests", "npm"), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "clickhouse-limits.mjs", cox.Api, token, Limit.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start) ?? throw new InvalidOperationException("node does not start.");
        var output = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(Cancelled), node.StandardError.ReadToEndAsync(Cancelled));
        await node.WaitForExitAsync(Cancelled);

        Assert.True(node.ExitCode == 0, string.Join('\n', output));
        Assert.Equal(17, output[0].Split('\n').Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }
}
