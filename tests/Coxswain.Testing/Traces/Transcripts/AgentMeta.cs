namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>The small file beside a subagent's transcript.</summary>
internal static class AgentMeta
{
    public static string Render(TraceAgent agent) => JsonLine.Write(json =>
    {
        json.WriteString("agentType", agent.Name);
        json.WriteBoolean("isBuiltIn", true);
        json.WriteBoolean("launchedWithDefaults", true);
        json.WriteString("description", agent.Description);
        json.WriteString("toolUseId", agent.ToolUseId);
        json.WriteNumber("spawnDepth", 1);
        json.WriteString("requestShape", "foreground");
        json.WriteBoolean("requestNonInteractive", false);
        json.WriteString("model", agent.Model);
        json.WriteString("pickedEffortModel", agent.Model);
        json.WriteBoolean("finished", true);
    });
}
