using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

public sealed class SimulatedAnswerTests
{
    [Fact]
    public async Task Stream_and_whole_answer_say_and_count_the_same()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);

        var whole = await bed.CallAsync(SimulatorBed.Ask());
        var events = await bed.StreamAsync(SimulatorBed.Ask(stream: true));

        Assert.Equal((string?)whole["content"]![0]!["text"], string.Concat(events.Select(static one => (string?)one["delta"]?["text"])));
        Assert.Equal(whole["usage"]!.ToJsonString(), events.Single(static one => (string?)one["type"] == "message_delta")["usage"]!.ToJsonString());
        Assert.Equal((string?)whole["stop_reason"], (string?)events.Single(static one => (string?)one["type"] == "message_delta")["delta"]!["stop_reason"]);
        Assert.Equal((int?)whole["usage"]!["input_tokens"], (int?)events[0]["message"]!["usage"]!["input_tokens"]);
        Assert.Equal("message_start ping content_block_start", string.Join(' ', events.Take(3).Select(static one => (string?)one["type"])));
        Assert.Equal("message_stop", (string?)events[^1]["type"]);
    }

    [Fact]
    public async Task Same_request_gets_the_same_words_and_another_gets_others()
    {
        await using var one = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        await using var two = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);

        var first = await one.CallAsync(SimulatorBed.Ask());
        var again = await two.CallAsync(SimulatorBed.Ask());
        var other = await one.CallAsync(SimulatorBed.Ask("hello!"));

        Assert.Equal((string?)first["content"]![0]!["text"], (string?)again["content"]![0]!["text"]);
        Assert.NotEqual((string?)first["content"]![0]!["text"], (string?)other["content"]![0]!["text"]);
        Assert.NotEqual((string?)first["id"], (string?)again["id"]);
    }

    [Fact]
    public async Task Tool_is_called_with_its_input_in_both_forms()
    {
        var step = SimulatedStep.Call("Read", new { path = "/tmp/a long enough path to be sent in pieces.txt" });
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(step));

        var whole = await bed.CallAsync(SimulatorBed.Ask());
        var events = await bed.StreamAsync(SimulatorBed.Ask(stream: true));
        var pieces = events.Select(static one => (string?)one["delta"]?["partial_json"]).OfType<string>().ToList();

        Assert.Equal("tool_use", (string?)whole["stop_reason"]);
        Assert.Equal("Read", (string?)whole["content"]![0]!["name"]);
        Assert.True(pieces.Count > 1);
        Assert.Equal(whole["content"]![0]!["input"]!.ToJsonString(), JsonNode.Parse(string.Concat(pieces))!.ToJsonString());
    }

    [Fact]
    public async Task Answer_names_the_asked_model_unless_the_step_names_another()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Answer, new SimulatedStep { Model = "claude-haiku-5-5" }));

        Assert.Equal(SimulatorBed.Opus, (string?)(await bed.CallAsync(SimulatorBed.Ask()))["model"]);
        Assert.Equal("claude-haiku-5-5", (string?)(await bed.StreamAsync(SimulatorBed.Ask(stream: true)))[0]["message"]!["model"]);
    }

    [Fact]
    public async Task Answer_is_cut_at_max_tokens_and_says_so()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Say(new string('é', 100))));
        var ask = SimulatorBed.Ask();
        ask["max_tokens"] = 10;

        var answer = await bed.CallAsync(ask);

        Assert.Equal("max_tokens", (string?)answer["stop_reason"]);
        Assert.Equal(new string('é', 20), (string?)answer["content"]![0]!["text"]);
        Assert.Equal(10, (int?)answer["usage"]!["output_tokens"]);
    }

    [Fact]
    public async Task Record_has_hashes_of_both_bodies_and_none_of_the_keys()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var ask = SimulatorBed.Ask();

        using var response = await bed.PostAsync(ask, "/v1/messages?beta=true", ("x-api-key", "sk-marked-secret"), ("x-claude-code-session-id", "s1"));
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var call = Assert.Single(bed.Upstream.Calls);
        await call.Ended.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("/v1/messages?beta=true", call.Target);
        Assert.Equal(Hash(Encoding.UTF8.GetBytes(ask.ToJsonString())), call.RequestSha256);
        Assert.Equal(Hash(bytes), call.ResponseSha256);
        Assert.Equal("s1", call.Headers["x-claude-code-session-id"]);
        Assert.StartsWith("sha256:", call.Headers["x-api-key"], StringComparison.Ordinal);
        Assert.Equal(Hash(Encoding.UTF8.GetBytes((string)JsonNode.Parse(bytes)!["content"]![0]!["text"]!)), call.TextSha256);
        Assert.Equal(response.Headers.GetValues("request-id").Single(), call.RequestId);
    }

    [Fact]
    public async Task Client_that_leaves_is_recorded_at_once()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("stall:in-block")));
        var response = await bed.PostAsync(SimulatorBed.Ask(stream: true));
        var call = Assert.Single(bed.Upstream.Calls);
        Assert.False(call.Ended.IsCompleted);

        var left = TimeProvider.System.GetUtcNow();
        response.Dispose();
        await call.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(Coxswain.Testing.Upstream.Simulation.SimulatedOutcome.Left, call.Outcome);
        Assert.InRange(call.ClientLeftAt!.Value - left, TimeSpan.FromMilliseconds(-50), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Totals_add_up_and_can_be_asked_for()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("529"), SimulatedStep.Answer));
        var usage = (await bed.CallAsync(SimulatorBed.Ask())) is { } failed && (int)failed["status"]! == 529 ? (await bed.CallAsync(SimulatorBed.Ask()))["usage"]! : null;
        await bed.CallAsync(SimulatorBed.Ask(model: "claude-none"));
        await Task.WhenAll(bed.Upstream.Calls.Select(static call => call.Ended)).WaitAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var page = JsonNode.Parse(await http.GetStringAsync(new Uri(bed.Upstream.Address + "/simulator/totals"), TestContext.Current.CancellationToken))!;
        var calls = JsonNode.Parse(await http.GetStringAsync(new Uri(bed.Upstream.Address + "/simulator/calls"), TestContext.Current.CancellationToken))!.AsArray();

        var totals = bed.Upstream.Totals;

        Assert.Equal((3, 1, 2), (totals.Calls, totals.Answered, totals.Faulted + totals.Refused));
        Assert.Equal((long)usage!["input_tokens"]!, totals.InputTokens);
        Assert.Equal(totals.InputTokens + (5 * totals.OutputTokens), totals.CostTokens);
        Assert.Equal(totals.OutputTokens, (long)page["output_tokens"]!);
        Assert.Equal(["529", null, null], calls.Select(static call => (string?)call!["fault"]));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
