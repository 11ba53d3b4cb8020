using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies;
using Coxswain.Tests.Core.Recovery.Requests;
using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Core.Recovery.Strategies;

public sealed class ModelSwitchTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Shipped();
    private static readonly ModelSwitch Switching = new(Catalog);

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "claude-haiku-5-5")]
    [InlineData("claude-sonnet-5-5", "claude-haiku-5-5")]
    [InlineData("claude-opus-5-5", "claude-sonnet-5-5")]
    [InlineData("claude-fable-5-2", "claude-opus-5-5")]
    [InlineData("claude-haiku-5-5", "claude-haiku-4-5-20251001")]
    public void Without_a_list_the_file_says_where_to(string from, string to) => Assert.Equal(to, Switching.Switch(Request(from), "", null).Model);

    // from, to, what the request has, what it has after
    [Theory]
    [InlineData("claude-opus-5", "claude-opus-5-5", """ "thinking":{"type":"disabled"} """, "")]
    [InlineData("claude-opus-5", "claude-haiku-5-5", """ "thinking":{"type":"disabled"} """, "")]
    [InlineData("claude-sonnet-5", "claude-sonnet-5-5", """ "thinking":{"type":"disabled"} """, """ "thinking":{"type":"between_tools"} """)]
    [InlineData("claude-sonnet-5-5", "claude-opus-5-5", """ "thinking":{"type":"between_tools"} """, "")]
    [InlineData("claude-sonnet-5-5", "claude-sonnet-5", """ "thinking":{"type":"between_tools"} """, """ "thinking":{"type":"disabled"} """)]
    [InlineData("claude-sonnet-4-5", "claude-sonnet-5-5", """ "thinking":{"type":"enabled","budget_tokens":9000} """, """ "thinking":{"type":"adaptive"} """)]
    [InlineData("claude-sonnet-4-5", "claude-opus-4-7", """ "thinking":{"budget_tokens":9000,"type":"enabled","display":"omitted"} """, """ "thinking":{"type":"adaptive","display":"omitted"} """)]
    [InlineData("claude-sonnet-4-5", "claude-haiku-4-5", """ "thinking":{"type":"enabled","budget_tokens":9000} """, """ "thinking":{"type":"enabled","budget_tokens":9000} """)]
    [InlineData("claude-haiku-5-5", "claude-haiku-4-5", """ "thinking":{"type":"adaptive"} """, """ "thinking":{"type":"enabled","budget_tokens":10000} """)]
    [InlineData("claude-opus-5-5", "claude-sonnet-5-5", """ "thinking":{"type":"adaptive","block_binding":{"a":1}} """, """ "thinking":{"type":"adaptive","block_binding":{"a":1}} """)]
    [InlineData("claude-opus-5-5", "claude-opus-5", """ "thinking":{"block_binding":{"a":1}, "type":"adaptive"} """, """ "thinking":{"type":"adaptive"} """)]
    [InlineData("claude-opus-5-5", "claude-opus-5", """ "thinking":{"type":"of_tomorrow"} """, """ "thinking":{"type":"of_tomorrow"} """)]
    [InlineData("claude-opus-5-5", "claude-sonnet-5-5", """ "output_config":{"effort":"max"} """, """ "output_config":{"effort":"max"} """)]
    [InlineData("claude-opus-5-5", "claude-haiku-5-5", """ "output_config":{"effort":"max"} """, """ "output_config":{"effort":"high"} """)]
    [InlineData("claude-opus-5-5", "claude-sonnet-4-6", """ "output_config":{"effort":"xhigh"} """, """ "output_config":{"effort":"high"} """)]
    [InlineData("claude-opus-5-5", "claude-haiku-4-5", """ "output_config":{"effort":"low"} """, "")]
    [InlineData("claude-opus-5-5", "claude-haiku-4-5", """ "output_config":{"effort":"low","format":{"type":"json_schema"}} """, """ "output_config":{"format":{"type":"json_schema"}} """)]
    [InlineData("claude-opus-5-5", "claude-sonnet-5-5", """ "output_config":{"effort":"of_tomorrow"} """, """ "output_config":{"effort":"of_tomorrow"} """)]
    [InlineData("claude-opus-5", "claude-sonnet-5-5", """ "tool_choice":{"type":"any"} """, """ "tool_choice":{"type":"auto"} """)]
    [InlineData("claude-opus-5", "claude-sonnet-5-5", """ "tool_choice":{"type":"tool","name":"Read","disable_parallel_tool_use":true} """, """ "tool_choice":{"type":"auto","disable_parallel_tool_use":true} """)]
    [InlineData("claude-opus-5", "claude-sonnet-5", """ "tool_choice":{"type":"any"} """, """ "tool_choice":{"type":"any"} """)]
    [InlineData("claude-opus-5-5", "claude-sonnet-5-5", """ "tool_choice":{"type":"none"} """, """ "tool_choice":{"type":"none"} """)]
    [InlineData("claude-sonnet-4-5", "claude-haiku-5-5", """ "temperature":0.2,"top_p":0.9,"top_k":4 """, "")]
    [InlineData("claude-sonnet-4-5", "claude-haiku-4-5", """ "temperature":0.2 """, """ "temperature":0.2 """)]
    [InlineData("claude-opus-5-5", "claude-sonnet-5-5", """ "speed":"fast" """, "")]
    [InlineData("claude-opus-5-5", "claude-haiku-4-5", """ "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"thinking":{"type":"disabled"} """, """ "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"thinking":{"type":"disabled"} """)]
    [InlineData("claude-opus-5", "claude-opus-5-5", """ "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"thinking":{"type":"disabled"} """, "")]
    public void Only_what_the_target_would_refuse_is_changed(string from, string to, string before, string after)
    {
        var result = Switching.Switch(Request(from, before), "", null, [to]);

        Assert.Equal("", result.Problem);
        var expected = JsonNode.Parse(Body(result.Model, after))!;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(result.Body!.Value.Span)), Encoding.UTF8.GetString(result.Body!.Value.Span));
    }

    [Fact]
    public void In_the_middle_of_tool_calls_a_target_with_budgets_does_not_think()
    {
        var body = Body("claude-haiku-5-5", """ "thinking":{"type":"adaptive"} """).Replace(
            "\"content\":\"hello\"", """ "content":[{"type":"tool_result","tool_use_id":"t","content":"x"}] """, StringComparison.Ordinal);
        var result = Switching.Switch(Read(body), "", null, ["claude-haiku-4-5"]);

        Assert.Contains("""{"type":"disabled"}""", Encoding.UTF8.GetString(result.Body!.Value.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void All_else_stays_byte_for_byte()
    {
        for (var seed = 0; seed < Runs.Of(1000, 50_000); seed++)
        {
            var request = MessagesRequest.Read(SomeConversation.Of(seed, "claude-opus-5")).Request!;
            var result = Switching.Switch(request, "", null);
            var expected = Encoding.UTF8.GetString(request.Body.Span).Replace("\"claude-opus-5\"", "\"claude-sonnet-5-5\"", StringComparison.Ordinal);

            Assert.Equal(expected, Encoding.UTF8.GetString(result.Body!.Value.Span));
        }
    }

    [Theory]
    [InlineData("a,effort-2025-11-24, b", "claude-haiku-4-5", "a, b")]
    [InlineData("context-1m-2025-08-07", "claude-haiku-4-5", "")]
    [InlineData("thinking-binding-controls-2026-08-01,a", "claude-opus-5", "a")]
    [InlineData("thinking-binding-controls-2026-08-01,a", "claude-sonnet-5-5", "thinking-binding-controls-2026-08-01,a")]
    [InlineData("fast-mode-2026-02-01,a", "claude-sonnet-5-5", "a")]
    [InlineData("of-tomorrow , a", "claude-haiku-4-5", "of-tomorrow , a")]
    [InlineData("", "claude-haiku-4-5", "")]
    public void Betas_the_target_has_no_use_for_are_left_out(string betas, string to, string expected)
        => Assert.Equal(expected, Switching.Switch(Request("claude-opus-5-5"), betas, null, [to]).Betas);

    [Theory]
    [InlineData("gpt-9")]
    [InlineData("claude-opus-9")]
    [InlineData("us.anthropic.claude-opus-5-5-v1:0")]
    public void An_unknown_model_is_not_switched(string model) => Assert.Null(Switching.Switch(Request(model), "", null).Body);

    [Fact]
    public void What_is_not_a_known_Claude_model_is_never_switched_to()
    {
        Assert.Null(Switching.Switch(Request("claude-opus-5-5"), "", null, ["gpt-9", "claude-opus-9", "claude-opus-5-5"]).Body);
        Assert.Equal("claude-haiku-5-5", Switching.Switch(Request("claude-opus-5-5"), "", null, ["gpt-9", "claude-haiku-5-5"]).Model);
    }

    [Fact]
    public void A_prompt_that_does_not_fit_goes_to_the_next_model_or_nowhere()
    {
        var prompt = new TokenCount(300_000, IsEstimated: false);

        Assert.Equal("claude-sonnet-5-5", Switching.Switch(Request("claude-opus-5-5"), "", prompt, ["claude-haiku-4-5", "claude-sonnet-5-5"]).Model);
        Assert.Contains("does not fit", Switching.Switch(Request("claude-haiku-5-5"), "", prompt).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_counted_anew_for_the_targets_tokenizer()
    {
        // 190,000 tokens of the old tokenizer are some 246,000 of the new one, and the other way round.
        Assert.Null(Switching.Switch(Request("claude-sonnet-4-5"), "", new TokenCount(800_000, false), ["claude-haiku-5-5"]).Body);
        Assert.NotNull(Switching.Switch(Request("claude-haiku-5-5"), "", new TokenCount(220_000, false), ["claude-haiku-4-5"]).Body);
    }

    [Fact]
    public void The_answer_is_asked_no_longer_than_the_target_gives_and_has_room_for()
    {
        Assert.Equal(64_000, MaxTokens(Switching.Switch(Request("claude-opus-5-5", """ "max_tokens":128000 """), "", null, ["claude-haiku-4-5"])));
        Assert.Equal(5_000, MaxTokens(Switching.Switch(Request("claude-opus-4-5-20251101", """ "max_tokens":20000 """), "", new TokenCount(195_000, false), ["claude-haiku-4-5"])));
    }

    [Theory]
    [InlineData(150_000, 30_000, """{"type":"enabled","budget_tokens":30000}""")]
    [InlineData(180_000, 30_000, """{"type":"enabled","budget_tokens":19999}""")]
    [InlineData(199_000, 1_024, """{"type":"disabled"}""")]
    public void A_budget_for_thinking_stays_below_what_the_answer_may_have(int prompt, int budget, string expected)
    {
        var members = $$""" "max_tokens":{{(budget == 1024 ? 1000 : 40_000)}},"thinking":{"type":"enabled","budget_tokens":{{budget}}} """;
        var result = Switching.Switch(Request("claude-sonnet-4-5", members), "", new TokenCount(prompt, false), ["claude-haiku-4-5"]);

        Assert.Equal(expected, JsonNode.Parse(result.Body!.Value.Span)!["thinking"]!.ToJsonString());
    }

    [Fact]
    public void A_begun_answer_is_not_given_to_a_model_that_refuses_it()
    {
        var begun = Body("claude-sonnet-4-5", "").Replace("\"role\":\"user\",\"content\":\"hello\"", "\"role\":\"assistant\",\"content\":\"hello\"", StringComparison.Ordinal);

        Assert.Equal("claude-haiku-4-5-20251001", Switching.Switch(Read(begun), "", null, ["claude-haiku-5-5", "claude-haiku-4-5"]).Model);
    }

    private static int? MaxTokens(SwitchResult result) => MessagesRequest.Read(result.Body!.Value).Request!.MaxTokens;

    private static MessagesRequest Request(string model, string members = "") => Read(Body(model, members));

    private static MessagesRequest Read(string body) => MessagesRequest.Read(Encoding.UTF8.GetBytes(body)).Request!;

    private static string Body(string model, string members)
    {
        var limit = members.Contains("max_tokens\"", StringComparison.Ordinal) ? "" : "\"max_tokens\":20000,";
        var more = members.Length == 0 ? "" : members + ",";
        return $$"""{ {{more}}"model":"{{model}}", {{limit}} "x":[1.50, {"y":null}], "messages":[{"role":"user","content":"hello"}]}""";
    }
}
