using System.Globalization;
using System.Text.Json;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>What <c>cox usage</c> says of a client that tells nothing itself, through the real daemon.</summary>
public sealed class GatewayUsageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_a_client_without_telemetry_are_in_the_reports_with_the_upstreams_own_counts()
    {
        // The third call fails at first: before anything was used, and after.
        await using var upstream = await SimulatedUpstream.StartAsync(
            SimulatorPlan.Script(SimulatedStep.Answer, SimulatedStep.Answer, SimulatedStep.Fail("529"), SimulatedStep.Fail("cut:after-message-start"), SimulatedStep.Answer), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address, new Dictionary<string, string> { ["FIRST_WAIT"] = "00:00:00.010" });
        for (var number = 0; number < 6; number++)
        {
            var answer = await GatewayCalls.SendAsync(
                bed.Http, GatewayCalls.Request(bed.Cox.Gateway, number.ToString(CultureInfo.InvariantCulture), stream: number % 2 == 0, agent: "curl/8.5.0", model: number < 4 ? "claude-sonnet-5-5" : "claude-haiku-5-5"));
            Assert.Equal(200, answer.Status);
        }

        await bed.WaitForAsync("SELECT count() FROM otel.gateway_calls FINAL", static rows => rows is [["6"]]);
        var used = upstream.Calls.Where(static call => call.Cache is not null && call.Status == 200).ToArray();
        var whole = used.Where(static call => call.Outcome == SimulatedOutcome.Answered).ToArray();

        var daily = await UsageAsync(bed, "daily");
        Assert.Equal(used.Length, daily.GetProperty("requests").GetInt64());
        Assert.Equal(7, used.Length);
        Assert.Equal(used.Sum(static call => call.Cache!.Input), daily.GetProperty("inputTokens").GetInt64());
        Assert.True(daily.GetProperty("outputTokens").GetInt64() >= whole.Sum(static call => call.OutputTokens));
        Assert.Equal(["gateway"], daily.GetProperty("sources").EnumerateArray().Select(static one => one.GetString()!));
        Assert.True(daily.GetProperty("costUsd").GetDecimal() > 0);
        Assert.Equal(JsonValueKind.Null, daily.GetProperty("reportedCostUsd").ValueKind);

        var told = await bed.AskAsync("SELECT toString(sum(cost_usd)) FROM otel.requests");
        Assert.Equal(decimal.Parse(told[0][0], CultureInfo.InvariantCulture), daily.GetProperty("costUsd").GetDecimal());
        var sessions = await bed.Cox.RunAsync(Cancelled, "usage", "session");
        Assert.Contains("(no session)", sessions.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> UsageAsync(GatewayBed bed, string report)
    {
        var result = await bed.Cox.RunAsync(Cancelled, "usage", report, "--json");
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("totals").Clone();
    }
}
