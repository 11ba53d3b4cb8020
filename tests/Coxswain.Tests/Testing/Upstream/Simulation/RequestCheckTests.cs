using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Coxswain.Testing.Upstream.Simulation.Prompts;
using Coxswain.Testing.Upstream.Simulation.Thinking;
using CsCheck;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

public sealed class RequestCheckTests
{
    private const string Valid =
        """{"model":"claude-opus-5-5","max_tokens":9,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"tools":[{"name":"t","input_schema":{}}],"thinking":{"type":"adaptive"},"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":"y"},{"type":"tool_use","id":"a","name":"t","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"ok"}]}]}""";

    [Theory]
    [InlineData("""{"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""", 400, "model: Field required")]
    [InlineData("""{"model":"claude-none","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""", 404, "model: claude-none")]
    [InlineData("""{"model":"claude-opus-5-5","messages":[{"role":"user","content":"hi"}]}""", 400, "max_tokens: Field required")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":0,"messages":[{"role":"user","content":"hi"}]}""", 400, "max_tokens: Input should be greater than or equal to 1")]
    [InlineData("""{"model":"claude-haiku-4-5-20251001","max_tokens":100000,"messages":[{"role":"user","content":"hi"}]}""", 400, "max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens for claude-haiku-4-5-20251001")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9}""", 400, "messages: Field required")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[]}""", 400, "messages: at least one message is required")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"assistant","content":"hi"}]}""", 400, "messages: first message must use the \"user\" role")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"user","content":""}]}""", 400, "messages.0: all messages must have non-empty content except for the optional final assistant message")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"tool_choice":{"type":"any"},"messages":[{"role":"user","content":"hi"}]}""", 400, "tool_choice: type \"tool\" and \"any\" are not supported for this model.")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"thinking":{"type":"disabled"},"messages":[{"role":"user","content":"hi"}]}""", 400, "\"thinking.type.disabled\" is not supported for this model. Use \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior.")]
    [InlineData("""{"model":"claude-sonnet-5-5","max_tokens":9,"thinking":{"type":"enabled","budget_tokens":1024},"messages":[{"role":"user","content":"hi"}]}""", 400, "\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior.")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"tool_use","id":"a1","name":"t","input":{}}]},{"role":"user","content":"no"}]}""", 400, "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: a1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"tool_result","tool_use_id":"a1","content":"x"}]}]}""", 400, "messages.0.content.1: unexpected `tool_use_id` found in `tool_result` blocks: a1. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.")]
    public async Task Wrong_request_is_refused_in_the_words_of_the_api(string body, int status, string message)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);

        Assert.Equal((status, message), await bed.RefusedAsync(JsonNode.Parse(body)!));
    }

    [Theory]
    [InlineData("claude-opus-5", "disabled")]
    [InlineData("claude-sonnet-4-6", "enabled")]
    [InlineData("claude-sonnet-5-5", "between_tools")]
    public async Task Settings_a_model_takes_are_taken(string model, string thinking)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Healthy);
        var ask = SimulatorBed.Ask(model: model);
        ask["thinking"] = new JsonObject { ["type"] = thinking };

        Assert.Equal(200, (await bed.RefusedAsync(ask)).Status);
    }

    [Fact]
    public async Task Plans_error_comes_before_the_requests_own()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("529")));

        Assert.Equal(529, (await bed.RefusedAsync(new JsonObject())).Status);
    }

    [Fact]
    public void Any_bytes_are_read_as_a_prompt_or_an_error()
    {
        var reader = new PromptReader(new ThinkingSeal([1]), null, isNewAccount: true);
        var valid = Encoding.UTF8.GetBytes(Valid);
        var changes = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, 3]).List[1, 6];

        changes.Sample(list =>
        {
            var bytes = valid.ToList();
            foreach (var (at, value, kind) in list)
            {
                var place = Math.Min(at, bytes.Count - 1);
                switch (kind)
                {
                    case 0: bytes[place] = value; break;
                    case 1: bytes.Insert(place, value); break;
                    case 2: bytes.RemoveAt(place); break;
                    default: bytes.InsertRange(place, "\"\\ud800\""u8.ToArray()); break;
                }
            }

            var reading = reader.Read(bytes.ToArray(), "", isCount: false);
            return (reading.Prompt is null) != (reading.Error is null);
        });
        Gen.Byte.Array[0, 200].Sample(bytes => reader.Read(bytes, "", isCount: true).Error is not null);
    }

    [Theory]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"user","content":["x",1,null,[]]}]}""")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"user","content":"hi"},null]}""")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"system":7,"tools":{"a":1},"messages":[{"role":"user","content":[{"type":"thinking","thinking":7,"signature":[]}]}]}""")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","text":"\ud800"}]}]}""")]
    [InlineData("""[]""")]
    [InlineData("""7""")]
    public void Wrong_shapes_throw_nothing(string body)
    {
        var reading = new PromptReader(new ThinkingSeal([1]), null, isNewAccount: true).Read(Encoding.UTF8.GetBytes(body), "", isCount: false);

        Assert.NotEqual(reading.Prompt is null, reading.Error is null);
    }
}
