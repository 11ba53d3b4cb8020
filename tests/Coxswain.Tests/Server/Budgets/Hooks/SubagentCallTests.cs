using System.Text;
using System.Text.Json.Nodes;
using Coxswain.Server.Budgets.Hooks;
using CsCheck;

namespace Coxswain.Tests.Server.Budgets.Hooks;

public sealed class SubagentCallTests
{
    private static readonly string Event = File.ReadLines(Path.Combine(Coxswain.Testing.Captures.Folder, "subagent", "hooks.jsonl"))
        .Single(static line => line.Contains("\"PreToolUse\"", StringComparison.Ordinal) && line.Contains("\"Agent\"", StringComparison.Ordinal));

    [Fact]
    public void Real_clients_call_is_read() => Assert.Equal(("Explore", ""), Read(Event) is { } call ? (call.Type, call.Model) : default);

    [Theory]
    [InlineData("""{"tool_name":"Task","tool_input":{"subagent_type":"x","model":"opus"}}""", "x", "opus")]
    [InlineData("""{"tool_name":"Agent","tool_input":{"subagent_type":7,"model":null}}""", "", "")]
    public void Older_name_and_odd_members_are_read(string text, string type, string model) => Assert.Equal((type, model), Read(text) is { } call ? (call.Type, call.Model) : default);

    [Theory]
    [InlineData("""{"tool_name":"Read","tool_input":{}}""")]
    [InlineData("""{"tool_name":"Agent","tool_input":[]}""")]
    [InlineData("""{"tool_name":"Agent"}""")]
    [InlineData("""{"tool_name":7,"tool_input":{}}""")]
    [InlineData("""{"tool_name":"Agent","tool_name":"Agent","tool_input":{}}""")]
    [InlineData("""{"tool_name":"Agent","tool_input":{"model":"\ud800"}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Another_tool_or_no_call_is_none(string text) => Assert.Null(Read(text));

    [Fact]
    public void All_but_the_model_stays_as_it_was()
    {
        const string input = """{"description":"ü \u0041","n":1.00,"list":[1,{"a":null}],"model":"opus","big":12345678901234567890}""";

        var changed = Read($$"""{"tool_name":"Agent","tool_input":{{input}}}""")!.With("haiku");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(input.Replace("opus", "haiku", StringComparison.Ordinal)), changed), changed.ToJsonString());
        Assert.Contains("\"n\":1.00", changed.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("haiku", (string?)Read(Event)!.With("haiku")["model"]);
    }

    [Fact]
    public void Damaged_event_never_does_more_than_be_no_call()
        => Gen.Select(Gen.Int[0, 4000], Gen.Byte, Gen.Int[0, 4000]).Sample(static (at, value, cut) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Event);
            bytes[at % bytes.Length] = value;

            _ = SubagentCall.Read(bytes)?.With("haiku").ToJsonString();
            _ = SubagentCall.Read(bytes.AsMemory(0, Math.Min(cut, bytes.Length)));
        });

    private static SubagentCall? Read(string text) => SubagentCall.Read(Encoding.UTF8.GetBytes(text));
}
