using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies;
using Coxswain.Tests.Core.Recovery.Requests;
using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Core.Recovery.Strategies;

public sealed class TokenReductionTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Shipped();
    private static readonly TokenReduction Reduction = new(Catalog);

    [Fact]
    public void Four_thousand_tokens_at_three_tenths_leave_fewer_than_2800()
    {
        var request = Request("claude-sonnet-5-5", Message("user", $"Please read this.\n{Words(14_000)}\nWhat is the conclusion?"));
        var result = Reduction.Reduce(request, new TokenCount(4000, IsEstimated: false));

        Assert.Equal(new TokenCount(4000, false), result.Before);
        Assert.True(result.After is { IsEstimated: true, Tokens: < 2800 and > 2600 });
        Assert.Equal(ReductionKind.LongText, Assert.Single(result.Removed).Kind);
        var text = Read(result).Messages[0];
        Assert.StartsWith("\"Please read this.", Encoding.UTF8.GetString(Read(result).Bytes(text.Content)), StringComparison.Ordinal);
        Assert.EndsWith("What is the conclusion?\"", Encoding.UTF8.GetString(Read(result).Bytes(text.Content)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_is_undercut_by_the_known_count_and_not_by_the_estimate()
    {
        var request = Request("claude-haiku-4-5", Message("user", Words(40_000)));

        Assert.InRange(Reduction.ReduceTo(request, new TokenCount(220_000, IsEstimated: false), 200_000).After.Tokens, 190_000, 199_999);
        Assert.Null(Reduction.ReduceTo(request, new TokenCount(100_000, IsEstimated: false), 200_000).Body);
    }

    [Fact]
    public void What_stands_again_goes_first_and_the_newer_copy_stays()
    {
        var same = Words(3000);
        var request = Request(
            "claude-opus-5", Message("user", "a"), Call("1", "Read", "x"), Result("1", same), Call("2", "Read", "y"), Result("2", same), Message("assistant", "b"), Message("user", "c"));
        var result = Reduction.Reduce(request, null);

        Assert.Equal([ReductionKind.RepeatedResult], result.Removed.Select(step => step.Kind));
        Assert.Contains("left out as they stand again below", Encoding.UTF8.GetString(Read(result).Bytes(Read(result).Messages[2].Whole)), StringComparison.Ordinal);
        Assert.Equal(request.Bytes(request.Messages[4].Whole), Read(result).Bytes(Read(result).Messages[4].Whole));
    }

    [Fact]
    public void The_older_of_two_results_of_the_same_call_goes_next()
    {
        var request = Request(
            "claude-opus-5", Message("user", "a"), Call("1", "Read", "x"), Result("1", Words(3000) + "1"), Call("2", "Read", "x"), Result("2", Words(3000) + "2"), Message("assistant", "b"),
            Message("user", "c"));

        Assert.Equal([ReductionKind.SupersededResult], Reduction.Reduce(request, null).Removed.Select(step => step.Kind));
    }

    [Fact]
    public void A_second_try_that_failed_does_not_take_the_place_of_a_first_that_worked()
    {
        var failed = Result("2", "no such file").Replace("\"tool_use_id\"", "\"is_error\":true,\"tool_use_id\"", StringComparison.Ordinal);
        var request = Request(
            "claude-opus-5", Message("user", "a"), Call("1", "Read", "x"), Result("1", Words(3000)), Call("2", "Read", "x"), failed, Message("assistant", "b"), Message("user", "c"));

        Assert.Equal([ReductionKind.LongResult], Reduction.Reduce(request, null).Removed.Select(step => step.Kind));
    }

    [Fact]
    public void The_newest_turn_is_touched_only_when_all_before_it_does_not_do()
    {
        var request = Request("claude-opus-5", Message("user", Words(3000)), Message("assistant", "b"), Message("user", "c"), Call("1", "Read", "x"), Result("1", Words(3000)));

        Assert.Equal([ReductionKind.OldTurn], Reduction.Reduce(request, null).Removed.Select(step => step.Kind));
        Assert.Equal([ReductionKind.LongResult, ReductionKind.OldTurn], Reduction.Reduce(request, null, 0.7).Removed.Select(step => step.Kind));
    }

    [Fact]
    public void A_turn_with_instructions_of_the_application_is_not_dropped()
    {
        var request = Request(
            "claude-opus-5", Message("user", Words(4000)), Message("system", "Stay polite."), Message("assistant", "b"), Message("user", Words(4000)), Message("assistant", "d"), Message("user", "c"));
        var result = Reduction.Reduce(request, null, 0.4);

        Assert.Equal([new ReductionStep(ReductionKind.OldTurn, 2, result.Removed[0].Tokens)], result.Removed);
        Assert.Equal(["user", "system", "assistant", "user"], Read(result).Messages.Select(message => message.Role));
    }

    [Theory]
    [InlineData("claude-opus-5", false)]
    [InlineData("claude-opus-5-5", true)]
    [InlineData("claude-haiku-5-5", true)]
    public void A_model_that_checks_the_prefix_is_asked_to_drop_thinking_made_before_the_change(string model, bool isAsked)
    {
        const string Thinking = """[{"type":"thinking","thinking":"t","signature":"s=="},{"type":"text","text":"b"}]""";
        var request = Request(model, Message("user", Words(5000)), Message("assistant", "b"), Message("user", "d"), $$"""{"role":"assistant","content":{{Thinking}}}""", Message("user", "c"));
        var result = Reduction.Reduce(request, null);
        var thinking = JsonNode.Parse(result.Body!.Value.Span)!["thinking"];

        Assert.Equal(isAsked ? ["thinking-binding-controls-2026-08-01"] : [], result.AddedBetas);
        Assert.Equal(isAsked ? """{"type":"adaptive","block_binding":{"prefix_mismatch_behavior":"drop_block"}}""" : null, thinking?.ToJsonString());
        Assert.Contains(Thinking, Encoding.UTF8.GetString(result.Body!.Value.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_setting_is_not_taken_the_thinking_itself_goes()
    {
        const string Thinking = """[{"type":"thinking","thinking":"t","signature":"s=="},{"type":"text","text":"b"}]""";
        var request = Request(
            "claude-sonnet-5-5\",\"thinking\":{\"type\":\"between_tools\"},\"x\":\"", Message("user", Words(5000)), $$"""{"role":"assistant","content":{{Thinking}}}""", Message("user", "d"),
            $$"""{"role":"assistant","content":{{Thinking}}}""", Message("user", "c"));
        var result = Reduction.Reduce(request, null);

        Assert.Empty(result.AddedBetas);
        Assert.Equal([ReductionKind.OldTurn, ReductionKind.Thinking], result.Removed.Select(step => step.Kind));
        Assert.Contains("""[{"type":"text","text":"b"}]""", Encoding.UTF8.GetString(result.Body!.Value.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_of_little_but_its_system_prompt_cannot_be_reduced()
    {
        var body = $$"""{"model":"claude-opus-5","system":"{{Words(9000)}}","messages":[{{Message("user", "short")}}]}""";
        var result = Reduction.Reduce(MessagesRequest.Read(Encoding.UTF8.GetBytes(body)).Request!, null);

        Assert.Null(result.Body);
        Assert.Equal(result.Before, result.After);
    }

    [Fact]
    public void Ten_thousand_conversations_stay_whole_when_reduced()
    {
        var reduced = 0;
        var kinds = new HashSet<ReductionKind>();
        for (var seed = 0; seed < Runs.Of(10_000, 100_000); seed++)
        {
            var request = MessagesRequest.Read(SomeConversation.Of(seed)).Request!;
            var fraction = 0.1 + (0.8 * new Random(seed).NextDouble());
            var result = Reduction.Reduce(request, seed % 2 == 0 ? null : new TokenCount(request.Body.Length / 5, IsEstimated: false), fraction);
            if (result.Body is null)
            {
                Assert.False(ReducedConversation.HasEnoughInOlderTurns(request, fraction), $"seed {seed}: not reduced");
                continue;
            }

            reduced++;
            kinds.UnionWith(result.Removed.Select(step => step.Kind));
            ReducedConversation.AssertWhole(request, result, fraction, seed);
        }

        Assert.True(reduced > Runs.Of(10_000, 100_000) / 2);
        Assert.Equal(Enum.GetValues<ReductionKind>(), kinds.Order());
    }

    private static MessagesRequest Read(ReductionResult result) => MessagesRequest.Read(result.Body!.Value).Request!;

    private static MessagesRequest Request(string model, params string[] messages)
        => MessagesRequest.Read(Encoding.UTF8.GetBytes($$"""{"model":"{{model}}","messages":[{{string.Join(", ", messages)}}]}""")).Request!;

    private static string Message(string role, string text) => new JsonObject { ["role"] = role, ["content"] = text }.ToJsonString();

    private static string Call(string id, string tool, string input)
        => $$$"""{"role":"assistant","content":[{"type":"tool_use","id":"{{{id}}}","name":"{{{tool}}}","input":{"path":"{{{input}}}"}}]}""";

    private static string Result(string id, string content) => $$"""{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{id}}","content":"{{content}}"}]}""";

    private static string Words(int length) => string.Concat(Enumerable.Range(0, (length / 5) + 1).Select(i => $"{i % 10000:0000} "))[..length];
}
