using System.Text.Json;

namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>The structured result beside a tool_result block; its form depends on the tool.</summary>
internal static class ToolResult
{
    public static void Write(Utf8JsonWriter json, TraceToolCall tool)
    {
        if (!tool.Succeeded)
        {
            json.WriteString("toolUseResult", "Error: " + tool.Result);
            return;
        }

        json.Object("toolUseResult", result =>
        {
            if (tool.Started is { } agent)
            {
                result.WriteString("status", "completed");
                result.WriteString("agentId", agent.AgentId);
                result.WriteString("description", agent.Description);
                result.WriteString("resolvedModel", agent.Model);
                result.WriteString("prompt", agent.Prompt);
            }
            else if (tool.Name == "Bash")
            {
                result.WriteString("stdout", tool.Result);
                result.WriteString("stderr", "");
                result.WriteBoolean("interrupted", false);
            }
            else
            {
                result.WriteString("type", "text");
            }
        });
    }
}
