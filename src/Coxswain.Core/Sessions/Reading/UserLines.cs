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

        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        line.Json.Read(line.Message, MessageKeys, fields);
        var prompt = new PromptText(keepPromptText);
        if (fields[0].IsString)
        {
            prompt.Add(line.Bytes, fields[0]);
        }
        else if (fields[0].IsArray)
        {
            ReadBlocks(fields[0], line, context, time, facts, ref prompt);
        }

        if (time is { } at && IsPrompt(line, context, prompt))
        {
            facts.Prompts.Add(new PromptFact(
                context, state.PromptId, pool.Text(line.Bytes, line.Uuid), at, prompt.LengthChars, prompt.Text, prompt.Command,
                pool.Text(line.Bytes, line.PermissionMode), prompt.IsInterrupt ? PromptFact.Interrupt : Source(line)));
        }
    }

    private void ReadBlocks(JsonSlice content, in Line line, LineContext context, DateTimeOffset? time, FactList facts, ref PromptText prompt)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        var block = default(JsonSlice);
        while (line.Json.TryNext(content, ref block))
        {
            if (!block.IsObject)
            {
                continue;
            }

            if (_tools.TryReadResult(block, line, context, state.PromptId, time, facts))
            {
                prompt.IsToolResult = true;
                continue;
            }

            line.Json.Read(block, BlockKeys, fields);
            prompt.Add(line.Bytes, fields[1]);
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
        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        line.Json.Read(line.Origin, OriginKeys, fields);
        return pool.Text(line.Bytes, fields[0]) is { Length: > 0 } kind ? kind : pool.Text(line.Bytes, line.PromptSource);
    }
}
