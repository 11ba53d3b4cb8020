using System.Text.Json;
using Coxswain.Testing;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The captures, and so the generator that conforms to them, are still what the installed client sends.</summary>
public sealed class ClientShapeTests(RealClientFixture fixture) : IClassFixture<RealClientFixture>
{
    // Depend on the machine or on settings, not on the client's shape.
    private static readonly string[] LeftOut = ["hook_", "managed_settings_", "plugin_"];

    [Fact]
    public async Task Installed_client_sends_the_events_the_captures_hold()
    {
        var client = fixture.Client(transcripts: false);
        await using var upstream = await fixture.UpstreamAsync(
            UpstreamStep.Call("Read", new { file_path = Path.Combine(client.ProjectFolder, "README.md") }),
            UpstreamStep.Call("Agent", new { description = "look", prompt = "look around", subagent_type = "Explore", run_in_background = false }),
            UpstreamStep.Say("sub done"),
            UpstreamStep.Say("all done"));

        var result = await client.RunAsync(upstream.Address, (upstream.Address, OtlpProtocol.HttpJson), "what is this?", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(0.0492, result.TotalCostUsd, 1e-9);
        Assert.Equal(4, upstream.Calls.Count);
        var captured = Captures.Bodies("logs", "json").Select(File.ReadAllBytes).SelectMany(Signatures).ToHashSet();
        var sent = upstream.Telemetry.Where(body => body.Path == "/v1/logs").SelectMany(body => Signatures(body.Body)).Distinct().ToList();
        Assert.Empty(sent.Where(signature => !LeftOut.Any(signature.StartsWith)).Except(captured));
        Assert.Contains(sent, signature => signature.StartsWith("api_request", StringComparison.Ordinal));
    }

    [Fact]
    public void Isolated_network_reaches_loopback_only()
    {
        Assert.SkipUnless(fixture.Network.IsIsolated, "Making a network namespace needs root on Linux.");

        var names = fixture.Network.Run(() => File.ReadAllLines("/proc/thread-self/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim()).ToList());

        Assert.Equal("lo", Assert.Single(names));
    }

    private static IEnumerable<string> Signatures(byte[] body) =>
        from resource in JsonDocument.Parse(body).RootElement.GetProperty("resourceLogs").EnumerateArray()
        from scope in resource.GetProperty("scopeLogs").EnumerateArray()
        from record in scope.GetProperty("logRecords").EnumerateArray()
        select record.GetProperty("body").GetProperty("stringValue").GetString()!["claude_code.".Length..] + "("
            + string.Join(',', record.GetProperty("attributes").EnumerateArray().Select(pair => pair.GetProperty("key").GetString() + ":" + pair.GetProperty("value").EnumerateObject().Single().Name)) + ")";
}
