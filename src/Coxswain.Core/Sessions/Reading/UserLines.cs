namespace Coxswain.Core.Sessions.Reading;

/// <summary>User lines: prompts, and results of tool calls.</summary>
internal sealed class UserLines(TranscriptState state, StringPool pool, bool keepPromptText)
{
    private static readonly JsonKeys MessageKeys = new("content");
    private static readonly JsonKeys BlockKeys = new("type", "text");
    private static readonly JsonKeys OriginKeys = new("kind");
    private readonly ToolLines _tools = new(pool);

    public void Read(in Line line, LineContext context, DateTimeOffset? time, FactList facts)
    {
        if (pool.Text(line.Bytes, line.PromptId) is { Length: > 0 } promptId)
        {
            state.PromptId = promptId;
        }

        if (!line.Message.IsObject)
        {
            return;
        }

        var message = line.Message.Of(line.Bytes);
        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        JsonObject.Read(message, MessageKeys, fields);
        var prompt = new PromptText(keepPromptText);
        if (fields[0].IsString)
        {
            prompt.Add(message, fields[0]);
        }
        else if (fields[0].IsArray)
        {
            ReadBlocks(fields[0].Of(message), line, context, time, facts, ref prompt);
        }

        if (time is { } at && IsPrompt(line, context, prompt))
        {
            facts.Prompts.Add(new PromptFact(
                context, state.PromptId, pool.Text(line.Bytes, line.Uuid), at, prompt.LengthChars, prompt.Text, prompt.Command,
                pool.Text(line.Bytes, line.PermissionMode), Source(line)));
        }
    }

    private void ReadBlocks(ReadOnlySpan<byte> content, in Line line, LineContext context, DateTimeOffset? time, FactList facts, ref PromptText prompt)
    {
        var blocks = new JsonArrayReader(content);
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        while (blocks.TryNext(out var slice))
        {
            if (!slice.IsObject)
            {
                continue;
            }

            var block = slice.Of(content);
            if (_tools.TryReadResult(block, line, context, state.PromptId, time, facts))
            {
                prompt.IsToolResult = true;
                continue;
            }

            JsonObject.Read(block, BlockKeys, fields);
            prompt.Add(block, fields[1]);
        }
    }

    /// <summary>What a person (or a finished task) told the main conversation; not what the client tells the model on its own.</summary>
    private static bool IsPrompt(in Line line, LineContext context, in PromptText prompt) =>
        prompt is { IsToolResult: false, HasText: true, IsLocalOutput: false }
        && context is { AgentId: "", IsSidechain: false }
        && JsonValue.Flag(line.IsMeta) != true
        && JsonValue.Flag(line.IsCompactSummary) != true;

    private string Source(in Line line)
    {
        if (line.Origin.IsObject)
        {
            var json = line.Origin.Of(line.Bytes);
            Span<JsonSlice> fields = stackalloc JsonSlice[1];
            JsonObject.Read(json, OriginKeys, fields);
            if (pool.Text(json, fields[0]) is { Length: > 0 } kind)
            {
                return kind;
            }
        }

        return pool.Text(line.Bytes, line.PromptSource);
    }
}
