using System.Text.Json;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Health.Reading;

/// <summary>Reads what a transcript's lines put into the main conversation's window, or take out of it. Lines of subagents are not the main conversation's.</summary>
internal sealed class ContextLines(WindowBuilder window)
{
    private static readonly JsonKeys LineKeys = new("parentUuid");
    private static readonly JsonKeys MessageKeys = new("id", "model", "usage", "content");
    private static readonly JsonKeys CompactKeys = new("trigger", "preTokens", "postTokens", "preservedMessages");
    private static readonly JsonKeys PreservedKeys = new("uuids", "allUuids");
    private static readonly JsonKeys ShapeKeys = new("system", "tools");
    private static readonly JsonKeys ToolKeys = new("name", "defer_loading");

    private const int MostShapes = 256;

    private readonly Dictionary<string, PromptShape?> _shapes = new(StringComparer.Ordinal);
    private readonly JsonParser _json = new();
    private readonly StringPool _pool = new();
    private readonly ContextContent _content = new(window);

    public void Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        bytes = bytes.Trim(" \t\r\n"u8);
        if (bytes.IsEmpty)
        {
            return;
        }

        try
        {
            if (bytes[0] != (byte)'{')
            {
                throw new JsonException();
            }

            var json = _json.ParseObject(bytes);
            Read(new Line(json, json.Root, stackalloc JsonSlice[Line.FieldCount]));
        }
        catch (Exception problem) when (problem is JsonException or InvalidCountException)
        {
            window.DamagedLines++;
        }
    }

    private void Read(in Line line)
    {
        if (JsonValue.Flag(line.IsSidechain) == true || line.AgentId is { IsString: true, Length: > 0 })
        {
            return;
        }

        var uuid = JsonValue.Text(line.Bytes, line.Uuid);
        switch (_pool.Text(line.Bytes, line.Type))
        {
            case "user":
                ReadUser(line, uuid);
                break;
            case "assistant":
                ReadAssistant(line, uuid);
                break;
            case "system" when JsonValue.Is(line.Bytes, line.Subtype, "compact_boundary"u8):
                ReadCompaction(line);
                break;
            case "api-request-shape":
                ReadShape(line);
                break;
            case "api-request" when IsMain(_pool.Text(line.Bytes, line.QuerySource)):
                window.Shape = _shapes.GetValueOrDefault(_pool.Text(line.Bytes, line.ShapeHash), window.Shape);
                break;
        }

        window.EndLine(uuid);
    }

    private void ReadUser(in Line line, string uuid)
    {
        if (!line.Message.IsObject)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[4];
        line.Json.Read(line.Message, MessageKeys, fields);
        var prompt = new PromptText(keepText: false);
        var text = new BlockText();
        _content.ReadUser(line.Json, fields[3], uuid, ref prompt, text);
        if (text.Bytes == 0 && text.Images == 0)
        {
            return;
        }

        var kind = JsonValue.Flag(line.IsCompactSummary) == true ? BlockKind.Summary
            : JsonValue.Flag(line.IsMeta) == true || prompt is { IsToolResult: true } or { IsLocalOutput: true } or { IsInterrupt: true } ? BlockKind.Reminder
            : BlockKind.Prompt;
        if (kind == BlockKind.Prompt)
        {
            Span<JsonSlice> parent = stackalloc JsonSlice[1];
            line.Json.Read(line.Json.Root, LineKeys, parent);
            window.GoBackTo(JsonValue.Text(line.Bytes, parent[0]));
        }

        window.AddText(kind, text, uuid);
    }

    private void ReadAssistant(in Line line, string uuid)
    {
        if (!line.Message.IsObject || JsonValue.Flag(line.IsApiErrorMessage) == true)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[4];
        line.Json.Read(line.Message, MessageKeys, fields);
        var model = _pool.Text(line.Bytes, fields[1]);
        if (model == "<synthetic>")
        {
            return;
        }

        UsageCounts? counts = fields[2].IsObject && UsageCounts.Read(line.Json, fields[2], out _) is { IsZero: false } told ? told : null;
        var time = JsonValue.Time(line.Bytes, line.Timestamp);
        if (counts is not null && time is null)
        {
            throw new JsonException("Usage without a time.");
        }

        if (_pool.Text(line.Bytes, line.RequestedModel) is { Length: > 0 } asked)
        {
            window.AskedModel = asked;
        }

        var key = _pool.Text(line.Bytes, line.RequestId) is { Length: > 0 } requestId ? requestId : _pool.Text(line.Bytes, fields[0]);
        window.Answer(key.Length > 0 ? key : uuid, time ?? default, model, counts);
        _content.ReadAnswer(line.Json, fields[3], uuid);
    }

    private void ReadCompaction(in Line line)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[4];
        line.Json.Read(line.CompactMetadata, CompactKeys, fields);
        Span<JsonSlice> kept = stackalloc JsonSlice[2];
        line.Json.Read(fields[3], PreservedKeys, kept);
        window.Compact(
            JsonValue.Time(line.Bytes, line.Timestamp), _pool.Text(line.Bytes, fields[0]), JsonValue.Tokens(line.Bytes, fields[1]), JsonValue.Tokens(line.Bytes, fields[2]),
            Texts(line.Json, kept[1].IsArray ? kept[1] : kept[0]));
    }

    private void ReadShape(in Line line)
    {
        var json = line.Json;
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        json.Read(line.Shape, ShapeKeys, fields);
        if (!fields[1].IsArray || _shapes.Count >= MostShapes)
        {
            return;
        }

        var system = new BlockText();
        system.AddContent(json, fields[0]);
        var tools = new Dictionary<string, long>(StringComparer.Ordinal);
        Span<JsonSlice> tool = stackalloc JsonSlice[2];
        var item = default(JsonSlice);
        while (json.TryNext(fields[1], ref item))
        {
            json.Read(item, ToolKeys, tool);
            if (_pool.Text(json.Bytes, tool[0]) is { Length: > 0 } name && JsonValue.Flag(tool[1]) != true)
            {
                tools[name] = JsonSize.Compact(json, item);
            }
        }

        _shapes[_pool.Text(line.Bytes, line.ShapeHash)] = new PromptShape(system.Bytes, tools);
    }

    /// <summary>The rule the client itself has for its metrics; its small calls (a title, a question aside) have other shapes.</summary>
    private static bool IsMain(string source) => source is "" or "sdk" || source.StartsWith("repl_main_thread", StringComparison.Ordinal);

    private static HashSet<string> Texts(ParsedJson json, JsonSlice list)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var item = default(JsonSlice);
        while (list.IsArray && json.TryNext(list, ref item))
        {
            texts.Add(JsonValue.Text(json.Bytes, item));
        }

        return texts;
    }
}
