namespace Coxswain.Core.Sessions.Reading;

/// <summary>Both halves of tool calls: <c>tool_use</c> blocks of assistant lines, <c>tool_result</c> blocks of user lines.</summary>
internal sealed class ToolLines(StringPool pool)
{
    private static readonly JsonKeys BlockKeys = new("type", "id", "name", "input", "tool_use_id", "content", "is_error", "text");
    private static readonly JsonKeys TargetKeys = new("file_path", "notebook_path", "path", "url");
    private static readonly JsonKeys DecisionKeys = new("decision", "source");

    public void ReadCalls(ParsedJson json, JsonSlice content, LineContext context, string requestKey, string promptId, DateTimeOffset? time, FactList facts)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[8];
        var block = default(JsonSlice);
        while (json.TryNext(content, ref block))
        {
            json.Read(block, BlockKeys, fields);
            if (!pool.Text(json.Bytes, fields[0]).EndsWith("tool_use", StringComparison.Ordinal) || !fields[1].IsString)
            {
                continue;
            }

            facts.Add(new ToolCallFact(
                context,
                pool.Text(json.Bytes, fields[1]),
                pool.Text(json.Bytes, fields[2]),
                requestKey,
                promptId,
                CalledAt: time,
                FinishedAt: null,
                Success: null,
                InputBytes: JsonSize.Compact(json, fields[3]),
                ResultBytes: 0,
                Target: Target(json, fields[3]),
                Decision: "",
                DecisionSource: ""));
        }
    }

    /// <returns>False when the block is not a tool's result.</returns>
    public bool TryReadResult(JsonSlice block, in Line line, LineContext context, string promptId, DateTimeOffset? time, FactList facts)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[8];
        line.Json.Read(block, BlockKeys, fields);
        if (!JsonValue.Is(line.Bytes, fields[0], "tool_result"u8))
        {
            return false;
        }

        var (decision, source) = Decision(line);
        facts.Add(new ToolCallFact(
            context,
            pool.Text(line.Bytes, fields[4]),
            ToolName: "",
            RequestKey: "",
            promptId,
            CalledAt: null,
            FinishedAt: time,
            Success: JsonValue.Flag(fields[6]) != true,
            InputBytes: 0,
            ResultBytes: ResultBytes(line.Json, fields[5]),
            Target: "",
            decision,
            source));
        return true;
    }

    private (string Decision, string Source) Decision(in Line line)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        line.Json.Read(line.PermissionDecision, DecisionKeys, fields);
        return (pool.Text(line.Bytes, fields[0]), pool.Text(line.Bytes, fields[1]));
    }

    private static long ResultBytes(ParsedJson json, JsonSlice content) => content.Kind switch
    {
        System.Text.Json.JsonTokenType.String => JsonText.LengthChars(content.Of(json.Bytes), content.IsEscaped),
        System.Text.Json.JsonTokenType.StartArray => JsonSize.Compact(json, content),
        _ => 0,
    };

    private static string Target(ParsedJson json, JsonSlice input)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[4];
        json.Read(input, TargetKeys, fields);
        foreach (var field in fields[..3])
        {
            if (field is { IsString: true, Length: > 0 and <= 4096 })
            {
                return ToolTarget.OfFile(JsonValue.Text(json.Bytes, field));
            }
        }

        return fields[3] is { Length: <= 4096 } ? ToolTarget.OfAddress(JsonValue.Text(json.Bytes, fields[3])) : "";
    }
}
