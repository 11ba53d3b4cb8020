using System.Globalization;
using System.Text;
using System.Text.Json;
using Coxswain.Core.Telemetry;

namespace Coxswain.Server.Hooks;

/// <summary>
/// Makes a log record of what a hook was told. Ids, names and numbers are kept; of prompts, answers, tool input, messages and paths only how many bytes
/// they have, under their name with <c>_bytes</c>. A member nobody knows is treated like a text, unless it is a number or a flag.
/// </summary>
internal static class HookRecord
{
    public const string Name = "coxswain.hook";
    private const int MostAttributes = 64;
    private const int LongestName = 64;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <returns><see langword="null"/> when the bytes are no hook event.</returns>
    public static LogRecord? Read(ReadOnlyMemory<byte> body, TelemetryOrigin origin, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("hook_event_name", out var name) && TextOf(name) is { } eventName && HookWords.IsName(eventName)
                ? RecordOf(Attributes(root, eventName), origin, now)
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON, or text with half a character in it.
            return null;
        }
    }

    private static LogRecord RecordOf(SortedDictionary<string, string> attributes, TelemetryOrigin origin, DateTimeOffset now) => new(
        origin, LogRecord.Nanoseconds(now), "", "", 0, "", 0, Name, Name, [.. attributes.Select(static one => new KeyValue(one.Key, one.Value))]);

    private static SortedDictionary<string, string> Attributes(JsonElement root, string eventName)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            var (name, value) = AttributeOf(member.Name, member.Value, eventName);
            if (value is not null && (found.Count < MostAttributes || member.Name is "hook_event_name" or "session_id"))
            {
                found[name] = value;
            }
        }

        return found;
    }

    private static (string Name, string? Value) AttributeOf(string name, JsonElement value, string eventName)
    {
        if (name.Length > LongestName || !HookWords.IsName(name))
        {
            return (name, null);
        }

        if (name == "effort" && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("level", out var level) && HookWords.IsWord(TextOf(level)))
        {
            return (name, TextOf(level));
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => (name, value.GetRawText() is { Length: <= LongestName } number ? number : null),
            JsonValueKind.True => (name, "true"),
            JsonValueKind.False => (name, "false"),
            JsonValueKind.Null or JsonValueKind.Undefined => (name, null),
            _ when TextOf(value) is { } text => HookWords.Kept(name, text, eventName) ? (HookWords.AttributeOf(name), text) : (name + "_bytes", Count(Encoding.UTF8.GetByteCount(text))),
            _ => (name + "_bytes", Count(Encoding.UTF8.GetByteCount(value.GetRawText()))),
        };
    }

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Count(int bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}
