namespace Coxswain.Core.Sessions.Reading;

/// <summary>Reads <c>agent-&lt;id&gt;.meta.json</c>.</summary>
internal static class SubagentMeta
{
    private static readonly JsonKeys Keys = new("agentType", "description", "toolUseId", "spawnDepth", "model");

    /// <exception cref="System.Text.Json.JsonException">Not one JSON object.</exception>
    public static SubagentFact Read(ReadOnlySpan<byte> bytes, TranscriptFile file)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[5];
        var json = new JsonParser().ParseObject(bytes);
        json.Read(json.Root, Keys, fields);
        return new SubagentFact(
            new LineContext(file.SessionId, "", "", "", "", file.AgentId, IsSidechain: true, IsCopy: false),
            JsonValue.Text(bytes, fields[0]),
            JsonValue.Text(bytes, fields[1]),
            JsonValue.Text(bytes, fields[2]),
            (int)Math.Min(JsonValue.Count(bytes, fields[3]), int.MaxValue),
            JsonValue.Text(bytes, fields[4]),
            file.WorkflowRunId);
    }
}
