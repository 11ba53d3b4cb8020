namespace Coxswain.Core.Sessions.Reading;

/// <summary>Reads <c>agent-&lt;id&gt;.meta.json</c>.</summary>
internal static class SubagentMeta
{
    private static readonly JsonKeys Keys = new("agentType", "description", "toolUseId", "spawnDepth", "model");

    /// <exception cref="System.Text.Json.JsonException">Not one JSON object.</exception>
    public static SubagentFact Read(ReadOnlySpan<byte> json, TranscriptFile file)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[5];
        JsonObject.Read(json, Keys, fields);
        return new SubagentFact(
            new LineContext(file.SessionId, "", "", "", "", file.AgentId, IsSidechain: true, IsCopy: false),
            JsonValue.Text(json, fields[0]),
            JsonValue.Text(json, fields[1]),
            JsonValue.Text(json, fields[2]),
            (int)Math.Min(JsonValue.Count(json, fields[3]), int.MaxValue),
            JsonValue.Text(json, fields[4]),
            file.WorkflowRunId);
    }
}
