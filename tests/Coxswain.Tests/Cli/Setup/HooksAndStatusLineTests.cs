using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coxswain.Cli.Setup;
using CsCheck;

namespace Coxswain.Tests.Cli.Setup;

/// <summary>What <c>connect</c> writes besides variables, and that undoing it leaves what is others' byte for byte.</summary>
public sealed class HooksAndStatusLineTests
{
    private const string Api = "http://127.0.0.1:7420";
    private static readonly string Http = JsonNode.Parse(HookSettings.For("'/cox' hook", Api, null).Members[^1].Json)![0]!.ToJsonString();

    private static readonly IReadOnlyList<SettingsWish> Wanted =
    [
        SettingsWish.Environment([("A", "2"), ("ANTHROPIC_BASE_URL", "http://gateway")]), StatusLineSettings.For("'/opt/ü cox' statusline"), HookSettings.For("'/cox' hook", Api, ("x-api-key", "s3cret")),
        HookSettings.ForBudgets("'/cox' hook --budgets"),
    ];

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Rewriting = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, WriteIndented = true };

    [Fact]
    public void Setting_and_undoing_gives_back_every_byte()
        => GeneratedHooks.Text.Sample(text =>
        {
            var edit = ClaudeSettingsText.Set(text, Wanted);

            AssertSet(edit.Text, text);
            Assert.Equal(text, ClaudeSettingsText.Undo(edit.Text, edit).Text);
            Assert.Empty(ClaudeSettingsText.Undo(edit.Text, edit).Kept);
        });

    [Fact]
    public void Setting_twice_changes_nothing_the_second_time()
        => GeneratedHooks.Text.Sample(static text => Assert.Empty(ClaudeSettingsText.Set(ClaudeSettingsText.Set(text, Wanted).Text, Wanted).Places));

    [Fact]
    public void Undo_after_an_edit_elsewhere_keeps_every_byte_of_the_edit()
        => SettingsUndoRules.AnEditElsewhereStays(GeneratedHooks.Text, static text => ClaudeSettingsText.Set(text, Wanted));

    [Fact]
    public void Undo_after_a_program_rewrote_the_whole_file_takes_out_ours()
        => GeneratedHooks.Text.Sample(text =>
        {
            var edit = ClaudeSettingsText.Set(text, Wanted);
            var rewritten = Encoding.Latin1.GetString(JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<JsonElement>(Bytes(edit.Text).Span, Rewriting), Rewriting));

            var undo = ClaudeSettingsText.Undo(rewritten, edit);

            Assert.Empty(undo.Kept);
            Assert.True(JsonNode.DeepEquals(Meaning(text), Meaning(undo.Text ?? "{}")), undo.Text);
        });

    [Theory]
    [InlineData("{\"hooks\":{\"Stop\":[OURS,{\"matcher\":\"x\",\"hooks\":[]}]}}", "{\"hooks\":{\"Stop\":[{\"matcher\":\"x\",\"hooks\":[]}]}}")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"matcher\":\"x\"}, OURS]}}", "{\"hooks\":{\"Stop\":[{\"matcher\":\"x\"}]}}")]
    [InlineData("{\"hooks\":{\"Stop\":[ {\"hooks\":[{\"type\":\"command\",\"command\":\"mine\"} , HANDLER]} ]}}", "{\"hooks\":{\"Stop\":[ {\"hooks\":[{\"type\":\"command\",\"command\":\"mine\"} ]} ]}}")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"hooks\":[HANDLER, {\"type\":\"prompt\"}]}]}}", "{\"hooks\":{\"Stop\":[{\"hooks\":[ {\"type\":\"prompt\"}]}]}}")]
    public void Hooks_others_added_to_the_same_event_or_group_stay(string now, string expected)
    {
        var edit = ClaudeSettingsText.Set("{}", new SettingsWish(HookSettings.Parent, [("Stop", $"[{Http}]")]));
        var handler = JsonNode.Parse(Http)!["hooks"]![0]!.ToJsonString();

        var undo = ClaudeSettingsText.Undo(now.Replace("OURS", Http, StringComparison.Ordinal).Replace("HANDLER", handler, StringComparison.Ordinal), edit);

        Assert.Equal((expected, "hooks.Stop"), (undo.Text, Assert.Single(undo.Undone)));
        Assert.Empty(undo.Kept);
    }

    [Theory]
    [InlineData("{\"hooks\":{\"Stop\":[{\"matcher\":\"x\",\"hooks\":[HANDLER]}]}}")]
    [InlineData("{\"hooks\":{\"Stop\":[]}}")]
    [InlineData("{\"hooks\":{\"Stop\":{}}}")]
    [InlineData("{\"hooks\":[]}")]
    [InlineData("{}")]
    public void Hook_somebody_changed_or_took_out_is_left_and_named(string now)
    {
        var edit = ClaudeSettingsText.Set("{}", new SettingsWish(HookSettings.Parent, [("Stop", $"[{Http}]")]));
        now = now.Replace("HANDLER", JsonNode.Parse(Http)!["hooks"]![0]!.ToJsonString(), StringComparison.Ordinal);

        var undo = ClaudeSettingsText.Undo(now, edit);

        Assert.Equal((now, "hooks.Stop"), (undo.Text, Assert.Single(undo.Kept)));
    }

    [Fact]
    public void Status_line_that_was_there_is_shown_and_comes_back_and_one_set_meanwhile_stays()
    {
        const string text = "{ \"statusLine\": {\"type\":\"command\", /* mine */ \"command\":\"~/a.sh\"} }";

        var edit = ClaudeSettingsText.Set(text, StatusLineSettings.For("cox statusline"));

        Assert.Contains("~/a.sh", Assert.Single(edit.Changes).Previous, StringComparison.Ordinal);
        Assert.Equal(text, ClaudeSettingsText.Undo(edit.Text, edit).Text);
        var theirs = edit.Text.Replace("cox statusline", "other", StringComparison.Ordinal);
        Assert.Equal((theirs, "statusLine"), (ClaudeSettingsText.Undo(theirs, edit).Text, Assert.Single(ClaudeSettingsText.Undo(theirs, edit).Kept)));
    }

    [Theory]
    [InlineData("{\"hooks\": []}")]
    [InlineData("{\"hooks\": {\"Stop\": {}}}")]
    [InlineData("{\"hooks\": {\"Stop\": null}}")]
    public void Hooks_of_another_shape_are_refused(string text) => Assert.Throws<FormatException>(() => ClaudeSettingsText.Set(text, Wanted));

    [Fact]
    public void Key_of_a_hook_is_written_and_never_shown()
    {
        var edit = ClaudeSettingsText.Set("{}", Wanted);

        Assert.Contains("s3cret", edit.Text, StringComparison.Ordinal);
        Assert.All(edit.Changes, change => Assert.DoesNotContain("s3cret", ShownSetting.Of(change.Name, change.Value), StringComparison.Ordinal));
        Assert.Contains("(not shown)", ShownSetting.Of("hooks.Stop", edit.Changes.First(change => change.Name == "hooks.Stop").Value), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_of_a_session_is_a_command_for_the_client_calls_no_address_then()
    {
        var wish = HookSettings.For("'/cox' hook", Api + "/", null);

        Assert.Equal("""[{"hooks":[{"type":"command","command":"'/cox' hook","timeout":5}]}]""", wish.Members.Single(static member => member.Name == "SessionStart").Json);
        Assert.All(wish.Members.Where(static member => member.Name != "SessionStart"), static member
            => Assert.Equal("""[{"hooks":[{"type":"http","url":"http://127.0.0.1:7420/hooks/claude-code","timeout":2}]}]""", member.Json));
    }

    [Fact]
    public void Hooks_of_budgets_are_for_prompts_starts_and_the_tool_for_subagents()
    {
        const string handler = """{"type":"command","command":"'/cox' hook --budgets || :","timeout":10}""";

        Assert.Equal(
            [("UserPromptSubmit", $"[{{\"hooks\":[{handler}]}}]"), ("SessionStart", $"[{{\"hooks\":[{handler}]}}]"), ("PreToolUse", $"[{{\"matcher\":\"Agent|Task\",\"hooks\":[{handler}]}}]")],
            HookSettings.ForBudgets("'/cox' hook --budgets").Members);
    }

    private static void AssertSet(string text, string before)
    {
        var settings = Meaning(text);
        Assert.Equal("'/opt/ü cox' statusline", settings["statusLine"]!["command"]!.GetValue<string>());
        Assert.Equal("http://gateway", settings["env"]!["ANTHROPIC_BASE_URL"]!.GetValue<string>());
        foreach (var (name, json) in Wanted[2].Members)
        {
            var groups = settings["hooks"]![name]!.AsArray();
            Assert.Contains(groups, group => JsonNode.DeepEquals(group, JsonNode.Parse(json)![0]));
            Assert.Equal((Meaning(before)["hooks"]?[name]?.AsArray().Count ?? 0) + Wanted.Count(wish => wish.Members.Any(member => member.Name == name)), groups.Count);
        }
    }

    // An empty object that stands where we had put something says nothing.
    private static JsonObject Meaning(string text)
    {
        var settings = JsonNode.Parse(Bytes(text).Span, documentOptions: Lenient)!.AsObject();
        foreach (var name in new[] { "env", "hooks" }.Where(name => settings[name] is JsonObject { Count: 0 }))
        {
            settings.Remove(name);
        }

        return settings;
    }

    private static ReadOnlyMemory<byte> Bytes(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(3) : bytes;
    }
}
