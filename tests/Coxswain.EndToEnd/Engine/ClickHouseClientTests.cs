using System.Diagnostics;
using Coxswain.Testing.Engines;

namespace Coxswain.EndToEnd.Engine;

/// <summary>The engine as ClickHouse's official JavaScript client sees it. The checks are in tests/npm/clickhouse-client.mjs.</summary>
public sealed class ClickHouseClientTests
{
    [Fact]
    public async Task Official_client_finds_a_clickhouse_server()
    {
        await using var engine = await EngineProcess.StartAsync();
        var start = new ProcessStartInfo("node") { WorkingDirectory = NpmFolder(), RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("clickhouse-client.mjs");
        start.ArgumentList.Add(engine.SocketPath);
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node does not start.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));

        var output = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
        await node.WaitForExitAsync(patience.Token);

        Assert.True(node.ExitCode == 0, string.Join('\n', output));
        Assert.Equal(20, output[0].Split('\n').Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    private static string NpmFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var npm = Path.Combine(folder.FullName, "tests", "npm");
            if (File.Exists(Path.Combine(npm, "clickhouse-client.mjs")))
            {
                return npm;
            }
        }

        throw new InvalidOperationException("tests/npm is not above the test program.");
    }
}
