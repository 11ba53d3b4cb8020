using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

/// <summary>Worked by hand: a text of 4,000 letters is 1,000 tokens, a message adds 4, the request 8; "hello" is 2.</summary>
public sealed class PromptCacheTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Marked_prefix_is_written_once_and_read_while_it_lives()
    {
        await using var bed = await StartAsync();

        Assert.Equal((8 + 4 + 1, 0, 1000, 0), await UseAsync(bed, Ask(System("5m"), "hi")));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((8 + 4 + 2, 1000, 0, 0), await UseAsync(bed, Ask(System("5m"), "hello")));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((14, 1000, 0, 0), await UseAsync(bed, Ask(System("5m"), "world")));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((14, 0, 1000, 0), await UseAsync(bed, Ask(System("5m"), "again")));
    }

    [Fact]
    public async Task Hour_of_one_mark_and_five_minutes_of_the_next_are_counted_apart()
    {
        await using var bed = await StartAsync();
        JsonObject TwoMarks(string more) => Ask(System("1h"), SimulatorBed.Text(new string('b', 2000), "5m"), SimulatorBed.Text(more));

        Assert.Equal((8 + 1, 0, 504, 1000), await UseAsync(bed, TwoMarks("x")));
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((9, 1000, 504, 0), await UseAsync(bed, TwoMarks("y")));
    }

    [Fact]
    public async Task Growing_conversation_reads_what_the_turn_before_wrote()
    {
        await using var bed = await StartAsync();
        JsonObject Turn(int turns) => Ask(System("5m"), [.. Enumerable.Range(0, turns).Select(turn => SimulatorBed.Text(new string((char)('c' + turn), 400), turn == turns - 1 ? "5m" : null))]);

        Assert.Equal((8, 0, 1104, 0), await UseAsync(bed, Turn(1)));
        Assert.Equal((8, 1104, 100, 0), await UseAsync(bed, Turn(2)));
        Assert.Equal((8, 1204, 300, 0), await UseAsync(bed, Turn(5)));
    }

    [Fact]
    public async Task Entry_is_not_found_more_than_twenty_parts_before_a_mark()
    {
        await using var bed = await StartAsync();
        JsonObject Turn(int turns) => Ask(null, [.. Enumerable.Range(0, turns).Select(turn => SimulatorBed.Text($"{turn:0000}" + new string('d', 3996), turn == turns - 1 ? "5m" : null))]);

        await UseAsync(bed, Turn(1));

        Assert.Equal((8, 0, 22 * 1000 + 4, 0), await UseAsync(bed, Turn(22)));
        Assert.Equal((8, 22 * 1000 + 4, 20 * 1000, 0), await UseAsync(bed, Turn(42)));
    }

    [Fact]
    public async Task Prefix_under_the_models_minimum_is_not_cached()
    {
        await using var bed = await StartAsync();
        var small = SimulatorBed.Text(new string('a', 4 * 511), "5m");

        Assert.Equal((511 + 14, 0, 0, 0), await UseAsync(bed, Ask(small, "hello")));
        Assert.Equal((14, 0, 1000, 0), await UseAsync(bed, Ask(System("5m"), "hello")));
        Assert.Equal((1014, 0, 0, 0), await UseAsync(bed, Ask(System("5m"), "hello"), "claude-opus-4-7"));
    }

    [Fact]
    public async Task Another_model_effort_account_tool_or_system_finds_nothing()
    {
        await using var bed = await StartAsync();
        var ask = Ask(System("5m"), "hello");
        var effort = Ask(System("5m"), "hello");
        effort["output_config"] = new JsonObject { ["effort"] = "low" };
        var tool = Ask(System("5m"), "hello");
        tool["tools"] = new JsonArray(new JsonObject { ["name"] = "t" });
        var system = Ask(SimulatorBed.Text("b" + new string('a', 3999), "5m"), "hello");
        await UseAsync(bed, ask);

        Assert.Equal(1000, (await UseAsync(bed, ask)).Read);
        Assert.Equal(0, (await UseAsync(bed, ask, "claude-sonnet-5-5")).Read);
        Assert.Equal(0, (await UseAsync(bed, effort)).Read);
        Assert.Equal(0, (await UseAsync(bed, tool)).Read);
        Assert.Equal(0, (await UseAsync(bed, system)).Read);
        Assert.Equal(0, (await UseAsync(bed, ask, SimulatorBed.Opus, "another key")).Read);
    }

    [Fact]
    public async Task Failed_call_writes_no_cache()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("529"), SimulatedStep.Answer), new SimulatorOptions { Clock = _clock });
        await bed.CallAsync(Ask(System("5m"), "hello"));

        Assert.Equal((14, 0, 1000, 0), await UseAsync(bed, Ask(System("5m"), "hello")));
    }

    [Fact]
    public async Task Attribution_block_is_not_part_of_the_prompt()
    {
        await using var bed = await StartAsync();
        await UseAsync(bed, Ask(System("5m"), "hello"));
        var ask = Ask(System("5m"), "hello");
        ask["system"]!.AsArray().Insert(0, SimulatorBed.Text("x-anthropic-billing-header: cc_version=1"));

        Assert.Equal((14, 1000, 0, 0), await UseAsync(bed, ask));
    }

    [Fact]
    public async Task Five_marks_and_a_long_life_after_a_short_one_are_refused()
    {
        await using var bed = await StartAsync();
        var five = Ask(System("5m"), SimulatorBed.Text("a", "5m"), SimulatorBed.Text("b", "5m"), SimulatorBed.Text("c", "5m"), SimulatorBed.Text("d", "5m"));

        Assert.Equal((400, "A maximum of 4 blocks with cache_control may be provided. Found 5."), await bed.RefusedAsync(five));
        Assert.Equal(400, (await bed.RefusedAsync(Ask(System("5m"), SimulatorBed.Text("a", "1h")))).Status);
    }

    private static JsonObject System(string life) => SimulatorBed.Text(new string('a', 4000), life);

    private static JsonObject Ask(JsonObject system, string text) => Ask(system, SimulatorBed.Text(text));

    private static JsonObject Ask(JsonObject? system, params JsonNode[] blocks)
    {
        var ask = SimulatorBed.Ask();
        ask["messages"] = new JsonArray(SimulatorBed.Say("user", blocks));
        if (system is not null)
        {
            ask["system"] = new JsonArray(system);
        }

        return ask;
    }

    private static async Task<(int Input, int Read, int Write5m, int Write1h)> UseAsync(SimulatorBed bed, JsonObject ask, string model = SimulatorBed.Opus, string key = "key")
    {
        ask["model"] = model;
        var usage = (await bed.CallAsync(ask, "/v1/messages", ("x-api-key", key)))["usage"]!;
        Assert.Equal((int)usage["cache_creation_input_tokens"]!, (int)usage["cache_creation"]!["ephemeral_5m_input_tokens"]! + (int)usage["cache_creation"]!["ephemeral_1h_input_tokens"]!);
        return ((int)usage["input_tokens"]!, (int)usage["cache_read_input_tokens"]!, (int)usage["cache_creation"]!["ephemeral_5m_input_tokens"]!, (int)usage["cache_creation"]!["ephemeral_1h_input_tokens"]!);
    }

    private Task<SimulatorBed> StartAsync() => SimulatorBed.StartAsync(SimulatorPlan.Healthy, new SimulatorOptions { Clock = _clock });
}
