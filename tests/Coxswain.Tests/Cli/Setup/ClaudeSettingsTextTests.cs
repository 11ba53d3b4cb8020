using System.Text;
using System.Text.Json;
using Coxswain.Cli.Setup;
using CsCheck;

namespace Coxswain.Tests.Cli.Setup;

public sealed class ClaudeSettingsTextTests
{
    private static readonly IReadOnlyList<(string Name, string Value)> Wanted = TelemetryEnvironment.For("http/protobuf", "http://127.0.0.1:4318", null, toolDetails: true);
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    [Fact]
    public void Setting_and_undoing_gives_back_every_byte_of_any_settings_file()
        => GeneratedSettings.Text.Sample(text =>
        {
            var edit = ClaudeSettingsText.Set(text, Wanted);

            AssertSet(edit.Text);
            var undo = ClaudeSettingsText.Undo(edit.Text, edit);
            Assert.Empty(undo.Kept);
            Assert.Equal(text, undo.Text);
        });

    [Fact]
    public void Undo_after_someone_else_edited_the_file_takes_out_ours_and_keeps_theirs()
        => GeneratedSettings.Text.Sample(text =>
        {
            var theirs = ClaudeSettingsText.Set(text, [("THEIRS", "before")]);
            var expected = Values(theirs.Text);

            var edit = ClaudeSettingsText.Set(text, Wanted);
            var edited = ClaudeSettingsText.Set(edit.Text, [("THEIRS", "before")]).Text;
            var undo = ClaudeSettingsText.Undo(edited, edit);

            Assert.NotNull(undo.Text);
            Assert.Equal(expected, Values(undo.Text));
        });

    [Fact]
    public void Undo_after_an_edit_elsewhere_keeps_every_byte_of_the_edit()
        => SettingsUndoRules.AnEditElsewhereStays(GeneratedSettings.Text, static text => ClaudeSettingsText.Set(text, Wanted));

    [Fact]
    public void Undo_after_a_program_rewrote_the_whole_file_takes_out_ours()
        => GeneratedSettings.Text.Sample(text =>
        {
            var edit = ClaudeSettingsText.Set(text, Wanted);
            var rewritten = Encoding.Latin1.GetString(JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<JsonElement>(Bytes(edit.Text).Span, Rewriting), Rewriting));

            var undo = ClaudeSettingsText.Undo(rewritten, edit);

            Assert.Empty(undo.Kept);
            Assert.Equal(Values(text), Values(undo.Text ?? "{}"));
        });

    [Fact]
    public void File_that_did_not_exist_is_deleted_again()
    {
        var edit = ClaudeSettingsText.Set(null, Wanted);

        AssertSet(edit.Text);
        Assert.Null(ClaudeSettingsText.Undo(edit.Text, edit).Text);
    }

    [Fact]
    public void Value_the_user_changed_meanwhile_is_left_and_named()
    {
        var edit = ClaudeSettingsText.Set("{\n  \"model\": \"opus\"\n}\n", Wanted);
        var changed = edit.Text.Replace("\"http/protobuf\"", "\"grpc\"", StringComparison.Ordinal);

        var undo = ClaudeSettingsText.Undo(changed, edit);

        Assert.Equal(["OTEL_EXPORTER_OTLP_PROTOCOL"], undo.Kept);
        Assert.Equal("{\n  \"env\": {\n    \"OTEL_EXPORTER_OTLP_PROTOCOL\": \"grpc\"\n  },\n  \"model\": \"opus\"\n}\n", undo.Text);
    }

    [Fact]
    public void Value_that_stood_there_before_comes_back_as_it_was_spelled()
    {
        const string text = "{\"env\":{\"OTEL_LOGS_EXPORTER\" : \"\\u006eone\"}}";

        var edit = ClaudeSettingsText.Set(text, Wanted);

        Assert.Contains(edit.Changes, change => change is { Name: "OTEL_LOGS_EXPORTER", Previous: "\"\\u006eone\"" });
        Assert.Equal(text, ClaudeSettingsText.Undo(edit.Text, edit).Text);
    }

    [Fact]
    public void Variables_of_single_signals_are_taken_over_and_come_back_byte_for_byte()
    {
        const string text = "{ \"env\": {\"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT\" :  \"https://else.where/v1/logs\", \"OTEL_EXPORTER_OTLP_TRACES_HEADERS\":\"k=\\u0076\"}}";
        var wanted = TelemetryEnvironment.PerSignal("http/json", "http://127.0.0.1:4318", null).Where(one => ClaudeSettingsText.Variables(text).ContainsKey(one.Name)).ToArray();

        var edit = ClaudeSettingsText.Set(text, [.. Wanted, .. wanted]);

        var now = ClaudeSettingsText.Variables(edit.Text);
        Assert.Equal(("http://127.0.0.1:4318/v1/logs", ""), (now["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"], now["OTEL_EXPORTER_OTLP_TRACES_HEADERS"]));
        Assert.False(now.ContainsKey("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"));
        Assert.Equal(text, ClaudeSettingsText.Undo(edit.Text, edit).Text);
    }

    [Fact]
    public void New_members_are_laid_out_like_their_neighbours()
    {
        var edit = ClaudeSettingsText.Set("{\n\t\"model\": \"opus\"\n}\n", [("A", "1"), ("B", "2")]);

        Assert.Equal("{\n\t\"env\": {\n\t\t\"A\": \"1\",\n\t\t\"B\": \"2\"\n\t},\n\t\"model\": \"opus\"\n}\n", edit.Text);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"env\": []}")]
    [InlineData("{\"env\": {}")]
    [InlineData("{\"env\": {}} x")]
    [InlineData("\"env\"")]
    [InlineData("{'env': {}}")]
    public void Text_that_is_no_settings_object_is_refused(string text)
        => Assert.Throws<FormatException>(() => ClaudeSettingsText.Set(text, Wanted));

    private static readonly JsonSerializerOptions Rewriting = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, WriteIndented = true };

    private static void AssertSet(string text)
    {
        using var document = JsonDocument.Parse(Bytes(text), Lenient);
        var env = document.RootElement.GetProperty("env");
        Assert.All(Wanted, pair => Assert.Equal(pair.Value, env.GetProperty(pair.Name).GetString()));
    }

    // What the file says, whatever its layout; an empty env says nothing.
    private static SortedDictionary<string, string> Values(string text)
    {
        using var document = JsonDocument.Parse(Bytes(text), Lenient);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            values[member.Name] = JsonSerializer.Serialize(member.Value);
            if (member.Name == "env")
            {
                values.Remove("env");
                foreach (var variable in member.Value.EnumerateObject())
                {
                    values["env " + variable.Name] = JsonSerializer.Serialize(variable.Value);
                }
            }
        }

        return values;
    }

    private static ReadOnlyMemory<byte> Bytes(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(3) : bytes;
    }
}
