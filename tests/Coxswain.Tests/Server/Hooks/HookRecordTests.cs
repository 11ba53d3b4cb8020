using System.Text;
using System.Text.Json;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Hooks;
using Coxswain.Testing;
using CsCheck;

namespace Coxswain.Tests.Server.Hooks;

public sealed class HookRecordTests
{
    private const string Secret = "s3cret words of a person";
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Texts =
        ["prompt", "message", "title", "last_assistant_message", "error_details", "custom_instructions", "compact_summary", "tool_input", "tool_response", "cwd", "transcript_path", "agent_transcript_path", "reason", "error", "source", "agent_type", "anything"];

    public static TheoryData<string> Captured =>
        [.. Directory.EnumerateFiles(Captures.Folder, "hooks.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(static line => line.Length > 0)];

    [Theory]
    [MemberData(nameof(Captured))]
    public void Event_of_the_real_client_keeps_ids_and_no_text(string line)
    {
        var attributes = Read(line)!;
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;

        Assert.Equal(root.GetProperty("session_id").GetString(), attributes["session.id"]);
        Assert.Equal(root.GetProperty("hook_event_name").GetString(), attributes["hook_event_name"]);
        Assert.Equal(root.TryGetProperty("prompt_id", out var prompt) ? prompt.GetString() : null, attributes.GetValueOrDefault("prompt.id"));
        Assert.All(attributes, static one => Assert.True(one.Key.EndsWith("_bytes", StringComparison.Ordinal) ? int.TryParse(one.Value, out _) : !one.Value.Contains('/', StringComparison.Ordinal) && !one.Value.Contains(' ', StringComparison.Ordinal), one.Key));
    }

    [Fact]
    public void Failed_stop_is_a_record_with_its_reason_and_the_length_of_its_texts()
    {
        var record = HookRecord.Read(Bytes("""{"session_id":"s-1","prompt_id":"p-1","effort":{"level":"medium"},"hook_event_name":"StopFailure","error":"invalid_request","last_assistant_message":"über","context_tokens":1200,"stop_hook_active":false}"""), new TelemetryOrigin(), Noon)!;

        Assert.Equal(("coxswain.hook", "coxswain.hook", 1795348800000000000), (record.Body, record.EventName, record.TimestampNs));
        Assert.Equal(
            "context_tokens=1200 effort=medium error=invalid_request hook_event_name=StopFailure last_assistant_message_bytes=5 prompt.id=p-1 session.id=s-1 stop_hook_active=false",
            string.Join(' ', record.Attributes.Select(static one => $"{one.Key}={one.Value}")));
    }

    [Theory]
    [InlineData("SessionEnd", "reason", true)]
    [InlineData("PermissionDenied", "reason", false)]
    [InlineData("StopFailure", "error", true)]
    [InlineData("PostToolUseFailure", "error", false)]
    public void Word_of_the_clients_list_is_kept_where_it_is_one_and_a_text_of_the_same_name_is_not(string eventName, string name, bool kept)
    {
        var attributes = Read($$"""{"hook_event_name":"{{eventName}}","{{name}}":"password"}""")!;

        Assert.Equal(kept ? (name, "password") : (name + "_bytes", "8"), Assert.Single(attributes, static one => one.Key != "hook_event_name") switch { var one => (one.Key, one.Value) });
    }

    [Fact]
    public void Text_of_a_person_is_in_no_attribute_wherever_it_stands()
        => Gen.Select(Gen.Int[0, Texts.Length - 1].Array[1, 6], Gen.Int[0, 3]).Sample((names, shape) =>
        {
            object value = shape switch { 0 => Secret, 1 => new[] { Secret }, 2 => new { a = new { b = Secret } }, _ => new Dictionary<string, string> { [Secret] = "x" } };
            var given = names.Select(static i => Texts[i]).Distinct().ToDictionary(static name => name, _ => value);
            given["hook_event_name"] = "Stop";

            var attributes = Read(JsonSerializer.Serialize(given))!;

            Assert.Equal(given.Count, attributes.Count);
            Assert.DoesNotContain(attributes, static one => one.Key.Contains("s3cret", StringComparison.Ordinal) || one.Value.Contains("s3cret", StringComparison.Ordinal));
        });

    [Fact]
    public void Names_that_carry_text_are_left_out_and_there_are_never_many()
    {
        var members = string.Join(',', Enumerable.Range(0, 500).Select(static i => $"\"n{i}\":{i}"));

        var attributes = Read($$"""{"s3cret words":1,"{{new string('a', 65)}}":1,{{members}},"hook_event_name":"Stop","session_id":"s-1"}""")!;

        Assert.Equal(66, attributes.Count);
        Assert.Equal("s-1", attributes["session.id"]);
        Assert.DoesNotContain(attributes.Keys, static name => name.Length > 64 || name.Contains(' ', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"hook_event_name\":7}")]
    [InlineData("{\"hook_event_name\":\"a b\"}")]
    [InlineData("{\"hook_event_name\":\"\\ud800\"}")]
    [InlineData("{\"hook_event_name\":\"Stop\",\"\\ud800\":\"x\"}")]
    [InlineData("{\"hook_event_name\":\"Stop\",\"x\":\"\\ud800\"}")]
    public void Anything_else_is_no_event(string text) => Assert.Null(Read(text));

    [Fact]
    public void Damaged_events_never_do_more_than_be_refused()
    {
        var whole = Captured.Select(static row => Bytes(row.Data).ToArray()).ToArray();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 4000], Gen.Byte, Gen.Int[0, 4000]).Sample((which, at, value, cut) =>
        {
            var bytes = whole[which].ToArray();
            bytes[at % bytes.Length] = value;

            _ = HookRecord.Read(bytes.AsMemory(0, Math.Min(bytes.Length, cut)), new TelemetryOrigin(), Noon);
            _ = HookRecord.Read(bytes, new TelemetryOrigin(), Noon);
        });
    }

    private static Dictionary<string, string>? Read(string text)
        => HookRecord.Read(Bytes(text), new TelemetryOrigin(), Noon)?.Attributes.ToDictionary(static one => one.Key, static one => one.Value);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
