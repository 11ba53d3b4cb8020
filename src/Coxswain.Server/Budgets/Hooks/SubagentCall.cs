using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>What Claude Code is about to call its tool for subagents with.</summary>
/// <param name="Type">The kind of agent; empty: not said.</param>
/// <param name="Model">Asked for; empty: not said.</param>
internal sealed record SubagentCall(string Type, string Model, JsonObject Input)
{
    private const string ModelMember = "model";
    private const int LongestName = 128;

    /// <summary>The tool's name, and the one it had in older clients.</summary>
    private static readonly string[] Tools = ["Agent", "Task"];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <param name="bytes">A hook event.</param>
    /// <returns><see langword="null"/> when it calls another tool, or cannot be read.</returns>
    public static SubagentCall? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes.Span, documentOptions: Options) is JsonObject told
                && told["tool_name"] is JsonValue name && name.TryGetValue<string>(out var tool) && Tools.Contains(tool)
                && told["tool_input"] is JsonObject input
                ? new SubagentCall(Text(input, "subagent_type"), Text(input, ModelMember), input)
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON, text with half a character in it, or a member given twice.
            return null;
        }
    }

    /// <summary>The input with another model and everything else as it was.</summary>
    public JsonObject With(string model)
    {
        var changed = Input.DeepClone().AsObject();
        changed[ModelMember] = model;
        return changed;
    }

    private static string Text(JsonObject input, string member)
        => input[member] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length <= LongestName ? text : "";
}
