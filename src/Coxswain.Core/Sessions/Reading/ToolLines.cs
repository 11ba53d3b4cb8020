namespace Coxswain.Core.Sessions.Reading;

/// <summary>Both halves of tool calls: <c>tool_use</c> blocks of assistant lines, <c>tool_result</c> blocks of user lines.</summary>
internal sealed class ToolLines(StringPool pool)
{
    private static readonly JsonKeys BlockKeys = new("type", "id", "name", "input", "tool_use_id", "content", "is_error", "text");
    private static readonly JsonKeys TargetKeys = new("file_path", "notebook_path", "path", "url");
    private static readonly JsonKeys DecisionKeys = new("decision", "source");

    public void ReadCalls(ReadOnlySpan<byte> content, LineContext context, string requestKey, string promptId, DateTimeOffset? time, FactList facts)
    {
        var blocks = new JsonArrayReader(content);
        Span<JsonSlice> fields = stackalloc JsonSlice[8];
        while (blocks.TryNext(out var slice))
        {
            if (!slice.IsObject)
            {
                continue;
            }

            var block = slice.Of(content);
            JsonObject.Read(block, BlockKeys, fields);
            if (!pool.Text(block, fields[0]).EndsWith("tool_use", StringComparison.Ordinal) || !fields[1].IsString)
            {
                continue;
            }

            var input = fields[3].Of(block);
            facts.Add(new ToolCallFact(
                context,
                pool.Text(block, fields[1]),
                pool.Text(block, fields[2]),
                requestKey,
                promptId,
                CalledAt: time,
                FinishedAt: null,
                Success: null,
                InputBytes: fields[3].HasValue ? JsonSize.Compact(input) : 0,
                ResultBytes: 0,
                Target: fields[3].IsObject ? Target(input) : "",
                Decision: "",
                DecisionSource: ""));
        }
    }

    /// <returns>False when the block is not a tool's result.</returns>
    public bool TryReadResult(ReadOnlySpan<byte> block, in Line line, LineContext context, string promptId, DateTimeOffset? time, FactList facts)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[8];
        JsonObject.Read(block, BlockKeys, fields);
        if (!JsonValue.Is(block, fields[0], "tool_result"u8))
        {
            return false;
        }

        var (decision, source) = Decision(line);
        facts.Add(new ToolCallFact(
            context,
            pool.Text(block, fields[4]),
            ToolName: "",
            RequestKey: "",
            promptId,
            CalledAt: null,
            FinishedAt: time,
            Success: JsonValue.Flag(fields[6]) != true,
            InputBytes: 0,
            ResultBytes: ResultBytes(block, fields[5]),
            Target: "",
            decision,
            source));
        return true;
    }

    private (string Decision, string Source) Decision(in Line line)
    {
        if (!line.PermissionDecision.IsObject)
        {
            return ("", "");
        }

        var json = line.PermissionDecision.Of(line.Bytes);
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        JsonObject.Read(json, DecisionKeys, fields);
        return (pool.Text(json, fields[0]), pool.Text(json, fields[1]));
    }

    private static long ResultBytes(ReadOnlySpan<byte> block, JsonSlice content) => content.Kind switch
    {
        System.Text.Json.JsonTokenType.String => JsonText.LengthChars(content.Of(block), content.IsEscaped),
        System.Text.Json.JsonTokenType.StartArray => JsonSize.Compact(content.Of(block)),
        _ => 0,
    };

    private static string Target(ReadOnlySpan<byte> input)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[4];
        JsonObject.Read(input, TargetKeys, fields);
        foreach (var field in fields[..3])
        {
            if (field is { IsString: true, Length: > 0 and <= 4096 })
            {
                return ToolTarget.OfFile(JsonValue.Text(input, field));
            }
        }

        return fields[3] is { Length: <= 4096 } ? ToolTarget.OfAddress(JsonValue.Text(input, fields[3])) : "";
    }
}
