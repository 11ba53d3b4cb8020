using System.Diagnostics;
using System.Globalization;
using Coxswain.Testing;

namespace Coxswain.EndToEnd.Sdk;

/// <summary>Calls of Anthropic's official JavaScript SDK; the program is <c>tests/npm/sdk-calls.mjs</c>.</summary>
internal sealed record SdkRun(string Address, int Calls)
{
    public int AtOnce { get; init; } = 16;

    /// <summary>The SDK's own; its default.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>For one try.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <returns>One outcome per call, by number.</returns>
    public async Task<IReadOnlyList<SdkOutcome>> RunAsync(TimeSpan limit)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = RepositoryRoot.Combine("tests", "npm"), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new object[] { "sdk-calls.mjs", Address, Calls, AtOnce, Retries, (long)Timeout.TotalMilliseconds })
        {
            start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        }

        using var node = Process.Start(start) ?? throw new InvalidOperationException("node does not start.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(limit);
        try
        {
            var output = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
            await node.WaitForExitAsync(patience.Token);
            Assert.True(node.ExitCode == 0, output[1]);
            return [.. output[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SdkOutcome.Read).OrderBy(static outcome => outcome.Call)];
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }
}
