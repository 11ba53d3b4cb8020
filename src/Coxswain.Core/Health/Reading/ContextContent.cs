using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Health.Reading;

/// <summary>Content of messages, block by block.</summary>
internal sealed class ContextContent(WindowBuilder window)
{
    private static readonly JsonKeys BlockKeys = new("type", "id", "name", "input", "tool_use_id", "content", "is_error", "text", "thinking");
    private static readonly JsonKeys InputKeys = new("file_path", "notebook_path", "offset", "limit");
    private const int LongestPath = 4096;

    /// <summary>Results of tools go into the window; text is left to the caller, who knows what kind of line it stands in.</summary>
    public void ReadUser(ParsedJson json, JsonSlice content, string line, ref PromptText prompt, BlockText text)
    {
        prompt.Add(json.Bytes, content);
        text.Add(json, content);
        if (!content.IsArray)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[9];
        var block = default(JsonSlice);
        while (json.TryNext(content, ref block))
        {
            json.Read(block, BlockKeys, fields);
            if (JsonValue.Is(json.Bytes, fields[0], "tool_result"u8))
            {
                prompt.IsToolResult = true;
                AddResult(json, fields, line);
                continue;
            }

            prompt.Add(json.Bytes, fields[7]);
            text.Add(json, fields[7]);
            if (JsonValue.Is(json.Bytes, fields[0], "image"u8) || JsonValue.Is(json.Bytes, fields[0], "document"u8))
            {
                text.AddImage();
            }
        }
    }

    public void ReadAnswer(ParsedJson json, JsonSlice content, string line)
    {
        if (!content.IsArray)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[9];
        var block = default(JsonSlice);
        while (json.TryNext(content, ref block))
        {
            json.Read(block, BlockKeys, fields);
            var type = JsonValue.Text(json.Bytes, fields[0]);
            if (type.EndsWith("tool_use", StringComparison.Ordinal))
            {
                AddCall(json, fields, line);
            }
            else if (type.EndsWith("tool_result", StringComparison.Ordinal))
            {
                // Of a tool the API runs itself.
                AddResult(json, fields, line);
            }
            else
            {
                var text = new BlockText();
                text.Add(json, fields[7]);
                text.Add(json, fields[8]);
                if (text.Bytes > 0)
                {
                    window.AddAnswer(text, line);
                }
            }
        }
    }

    private void AddCall(ParsedJson json, ReadOnlySpan<JsonSlice> fields, string line)
    {
        Span<JsonSlice> input = stackalloc JsonSlice[4];
        json.Read(fields[3], InputKeys, input);
        var tool = JsonValue.Text(json.Bytes, fields[2]);
        var text = new BlockText();
        if (tool == ToolNames.TodoWrite)
        {
            text.AddTodos(json, fields[3]);
        }
        else
        {
            text.AddArguments(json, fields[3]);
        }

        window.AddCall(
            JsonValue.Text(json.Bytes, fields[1]),
            new ContextBlock(0, BlockKind.ToolCall, 0)
            {
                Tool = tool,
                Path = Path(json, input[0]) is { Length: > 0 } file ? file : Path(json, input[1]),
                CallHash = JsonDigest.Of(json, [fields[2], fields[3]]),
                IsWholeFile = !input[2].HasValue && !input[3].HasValue,
            },
            text,
            line);
    }

    private void AddResult(ParsedJson json, ReadOnlySpan<JsonSlice> fields, string line)
    {
        var text = new BlockText();
        text.AddContent(json, fields[5]);
        window.AddResult(JsonValue.Text(json.Bytes, fields[4]), JsonValue.Flag(fields[6]) == true, JsonDigest.Of(json, [fields[5]]), text, line);
    }

    private static string Path(ParsedJson json, JsonSlice path) => path.Length <= LongestPath ? JsonValue.Text(json.Bytes, path) : "";
}
