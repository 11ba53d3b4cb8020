using System.Text.Json;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Tests.Core.Budgets.Replay;

public sealed class RulePolicyReaderTests
{
    private const string Good = """
        { "schema": 1, "name": "reading", "rules": [
          { "when": { "agent": true }, "model": "haiku" },
          { "when": { "looks": ["routine"], "words": ["read", "look up"], "family": ["opus"], "prompt_tokens_below": 100000, "free": true }, "model": "claude-sonnet-5-5" },
          { "model": "recorded" } ] }
        """;

    [Fact]
    public void First_rule_that_holds_decides()
    {
        var policy = Read(Good, out _);
        Assert.NotNull(policy);

        Assert.Equal("reading", policy.Name);
        Assert.Equal("claude-haiku-5-5", policy.Choose(Moment("fix it", SwitchMoment.NewSubagent) with { IsSubagent = true }));
        Assert.Equal("claude-sonnet-5-5", policy.Choose(Moment("read the file", SwitchMoment.SessionStart)));
        Assert.Null(policy.Choose(Moment("read the file", SwitchMoment.MidConversation)));
        Assert.Null(policy.Choose(Moment("read the file", SwitchMoment.SessionStart) with { PromptTokens = 100_000 }));
        Assert.Null(policy.Choose(Moment("rename it", SwitchMoment.SessionStart)));
    }

    [Theory]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("""{ "schema": 2, "name": "x", "rules": [] }""", "$.schema: must be 1")]
    [InlineData("""{ "schema": 1, "rules": [] }""", "$.name")]
    [InlineData("""{ "schema": 1, "name": "x", "rules": [{ "model": "gpt" }] }""", "$.rules[0].model: must be a known model")]
    [InlineData("""{ "schema": 1, "name": "x", "rules": [{ "model": "haiku", "if": {} }] }""", "$.rules[0].if: unknown property")]
    [InlineData("""{ "schema": 1, "name": "x", "rules": [{ "when": { "looks": ["easy"] }, "model": "haiku" }] }""", "must be of routine, ordinary, hard")]
    [InlineData("""{ "schema": 1, "name": "x", "rules": [{ "when": { "words": ["one two three"] }, "model": "haiku" }] }""", "one word or two")]
    public void File_with_a_problem_is_refused_by_its_place(string json, string expected)
    {
        Assert.Null(Read(json, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    private static RulePolicy? Read(string json, out string problem)
    {
        var problems = new Dictionary<string, string>();
        using var document = JsonDocument.Parse(json);
        var policy = RulePolicyReader.Read(document.RootElement.Clone(), BaselineWorkload.Models, problems);
        problem = problems.GetValueOrDefault("policy", "");
        return policy;
    }

    private static ReplayMoment Moment(string text, SwitchMoment moment) => new()
    {
        At = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        IsSubagent = false,
        ModelId = "claude-opus-5-5",
        Before = null,
        Task = TaskFeatures.Of(text),
        PromptTokens = 20_000,
        Caches = new ReplayCaches(),
        Lifetime = CacheLifetime.FiveMinutes,
        Moment = moment,
        Past = [],
        Spans = [],
        Advice = ReplayAdvice.Unlearned(BaselineWorkload.Models),
    };
}
