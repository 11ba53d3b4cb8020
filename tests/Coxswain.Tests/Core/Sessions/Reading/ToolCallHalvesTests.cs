using Coxswain.Core.Sessions;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class ToolCallHalvesTests
{
    private const string Call = """{"type":"assistant","timestamp":"2026-11-22T00:00:01Z","sessionId":"s","cwd":"/p","message":{"id":"m","content":[{"type":"tool_use","id":"t1","name":"Read","input":{"file_path":"/p/a.cs"}}]}}""";
    private const string Result = """{"type":"user","timestamp":"2026-11-22T00:00:03Z","sessionId":"s","cwd":"/p","message":{"content":[{"type":"tool_result","tool_use_id":"t1","content":"four"}]},"permissionDecision":{"decision":"accept","source":"config"}}""";

    [Fact]
    public void Call_and_result_of_one_batch_are_one_fact_with_what_each_told()
    {
        var fact = Assert.Single(Read(Call, Result));

        Assert.Equal(("Read", "/p/a.cs", 23L), (fact.ToolName, fact.Target, fact.InputBytes));
        Assert.Equal((TimeSpan.FromSeconds(2), true, 4L, "accept", "config"), (fact.FinishedAt - fact.CalledAt, fact.Success, fact.ResultBytes, fact.Decision, fact.DecisionSource));
    }

    [Fact]
    public void A_second_result_of_the_same_call_stands_for_itself()
    {
        var facts = Read(Call, Result, Result);

        Assert.Equal(2, facts.Count);
        Assert.Null(facts[1].CalledAt);
    }

    [Fact]
    public void A_result_that_a_clock_put_before_its_call_still_joins_it()
    {
        var fact = Assert.Single(Read(Call, Result.Replace("00:00:03Z", "00:00:00Z", StringComparison.Ordinal)));

        Assert.Equal(TimeSpan.FromSeconds(-1), fact.FinishedAt - fact.CalledAt);
    }

    [Theory]
    [InlineData("\"sessionId\":\"s\"", "\"sessionId\":\"other\"")]
    [InlineData("\"cwd\":\"/p\"", "\"cwd\":\"/elsewhere\"")]
    [InlineData("\"type\":\"user\"", "\"type\":\"user\",\"promptId\":\"next\"")]
    [InlineData("\"tool_use_id\":\"t1\"", "\"tool_use_id\":\"t2\"")]
    public void Halves_that_differ_in_owner_or_identity_are_left_to_the_store(string said, string instead) =>
        Assert.Equal(2, Read(Call, Result.Replace(said, instead, StringComparison.Ordinal)).Count);

    private static IReadOnlyList<ToolCallFact> Read(params string[] lines) => TranscriptReading.Lines(lines).ToolCalls;
}
