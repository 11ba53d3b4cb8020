using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

public sealed class ThinkingCheckTests
{
    private const string Beta = "thinking-binding-controls-2026-08-01";

    [Fact]
    public async Task Own_block_sent_back_unchanged_is_read_and_counted()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var (thought, next) = await TurnAsync(bed);
        var without = next.DeepClone();
        without["messages"]![1]!["content"]!.AsArray().RemoveAt(0);

        var counted = await bed.CallAsync(next, "/v1/messages/count_tokens");
        var fewer = await bed.CallAsync(without, "/v1/messages/count_tokens");

        Assert.Equal(200, (await bed.RefusedAsync(next)).Status);
        Assert.Equal((((string)thought["thinking"]!).Length + 3) / 4, (int)counted["input_tokens"]! - (int)fewer["input_tokens"]!);
    }

    [Theory]
    [InlineData("thinking")]
    [InlineData("signature")]
    public async Task Altered_block_is_refused(string field)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var (thought, next) = await TurnAsync(bed);
        thought[field] = (string)thought[field]! + "AAAA";

        Assert.Equal((400, "messages.1.content.0: Invalid `signature` in `thinking` block"), await bed.RefusedAsync(next));
    }

    [Theory]
    [InlineData("system")]
    [InlineData("tools")]
    [InlineData("message")]
    public async Task Block_whose_prefix_changed_is_refused_or_dropped_as_asked(string what)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var (_, next) = await TurnAsync(bed);
        Change(next, what);

        Assert.Equal(400, (await bed.RefusedAsync(next)).Status);
        next["thinking"]!["block_binding"] = new JsonObject { ["prefix_mismatch_behavior"] = "drop_block" };
        var dropped = await bed.CallAsync(next, "/v1/messages", ("anthropic-beta", Beta));

        Assert.Equal(200, (int)dropped["status"]!);
        Assert.Equal("""[{"type":"thinking_dropped","path":"messages.1.content.0","reason":"prefix_binding_mismatch"}]""", dropped["input_transformations"]!.ToJsonString());
    }

    [Fact]
    public async Task Older_account_is_not_checked_for_the_prefix_unless_it_asks()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy, new SimulatorOptions { IsNewAccount = false });
        var (_, next) = await TurnAsync(bed);
        Change(next, "system");

        Assert.Equal(200, (await bed.RefusedAsync(next)).Status);
        next["thinking"]!["block_binding"] = new JsonObject { ["prefix_mismatch_behavior"] = "error" };
        Assert.Equal(400, (await bed.RefusedAsync(next)).Status);
    }

    [Fact]
    public async Task Model_without_bound_blocks_takes_a_changed_prefix()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var (_, next) = await TurnAsync(bed, "claude-opus-5");
        Change(next, "system");

        Assert.Equal(200, (await bed.RefusedAsync(next)).Status);
        next["model"] = SimulatorBed.Opus;
        Assert.Equal(200, (await bed.RefusedAsync(next)).Status);
    }

    [Theory]
    [InlineData("claude-opus-5-5", "claude-sonnet-5-5", true)]
    [InlineData("claude-opus-5-5", "claude-fable-5-2", false)]
    [InlineData("claude-opus-5", "claude-opus-5-5", false)]
    [InlineData("claude-opus-5-5", "claude-opus-5", true)]
    [InlineData("claude-fable-5-2", "claude-opus-5-5", true)]
    public async Task Block_another_model_made_is_dropped_silently_unless_it_is_understood(string maker, string reader, bool isDropped)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var (_, next) = await TurnAsync(bed, maker);
        next["model"] = reader;

        var silent = await bed.CallAsync(next.DeepClone());
        var told = await bed.CallAsync(next, "/v1/messages", ("anthropic-beta", "other," + Beta));

        Assert.Equal(200, (int)silent["status"]!);
        Assert.False(silent.ContainsKey("input_transformations"));
        Assert.Equal(isDropped ? "model_binding_mismatch" : null, (string?)told["input_transformations"]!.AsArray().SingleOrDefault()?["reason"]);
    }

    [Fact]
    public async Task Block_of_another_account_is_dropped_where_blocks_belong_to_accounts()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var (_, sonnet) = await TurnAsync(bed, "claude-sonnet-5-5");
        var (_, opus) = await TurnAsync(bed);

        var lost = await bed.CallAsync(sonnet, "/v1/messages", ("anthropic-beta", Beta), ("x-api-key", "other"));
        var kept = await bed.CallAsync(opus, "/v1/messages", ("anthropic-beta", Beta), ("x-api-key", "other"));

        Assert.Single(lost["input_transformations"]!.AsArray());
        Assert.Empty(kept["input_transformations"]!.AsArray());
    }

    [Fact]
    public async Task Thinking_is_streamed_with_its_signature_last()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var ask = Ask(SimulatorBed.Opus);
        ask["stream"] = true;

        var deltas = (await bed.StreamAsync(ask)).Where(static one => (string?)one["type"] == "content_block_delta" && (int)one["index"]! == 0).Select(static one => one["delta"]!).ToList();
        var whole = await bed.CallAsync(Ask(SimulatorBed.Opus));

        Assert.Equal((string?)whole["content"]![0]!["thinking"], string.Concat(deltas.Select(static delta => (string?)delta["thinking"])));
        Assert.Equal((string?)whole["content"]![0]!["signature"], (string?)deltas[^1]["signature"]);
    }

    private static void Change(JsonNode request, string what)
    {
        switch (what)
        {
            case "system":
                request["system"] = "another";
                break;
            case "tools":
                request["tools"] = new JsonArray(new JsonObject { ["name"] = "more" });
                break;
            default:
                request["messages"]![0]!["content"] = "another";
                break;
        }
    }

    private static JsonObject Ask(string model)
    {
        var ask = SimulatorBed.Ask(model: model);
        ask["system"] = "be kind";
        ask["thinking"] = new JsonObject { ["type"] = "adaptive" };
        return ask;
    }

    /// <summary>One answer with thinking, and the request that sends it back.</summary>
    private static async Task<(JsonNode Thought, JsonObject Next)> TurnAsync(SimulatorBed bed, string model = SimulatorBed.Opus)
    {
        var next = Ask(model);
        var answer = await bed.CallAsync(next);
        var content = answer["content"]!.DeepClone();
        next["messages"]!.AsArray().Add(new JsonObject { ["role"] = "assistant", ["content"] = content });
        next["messages"]!.AsArray().Add(SimulatorBed.Say("user", "go on"));
        Assert.Equal("thinking", (string?)content[0]!["type"]);
        return (content[0]!, next);
    }
}
