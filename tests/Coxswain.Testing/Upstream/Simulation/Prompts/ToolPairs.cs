using System.Text.Json;
using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>Each call of a tool is answered in the very next message, and nothing is answered that was not called.</summary>
internal static class ToolPairs
{
    public static ApiError? Find(JsonElement body)
    {
        var messages = body.Field("messages").Items().ToList();
        for (var at = 0; at < messages.Count; at++)
        {
            var error = Unasked(messages, at) ?? Unanswered(messages, at);
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private static ApiError? Unasked(List<JsonElement> messages, int at)
    {
        var asked = at == 0 ? [] : Ids(messages[at - 1], "tool_use", "id").ToHashSet();
        var place = 0;
        foreach (var block in messages[at].Field("content").Items())
        {
            if (block.Text("type") == "tool_result" && !asked.Contains(block.Text("tool_use_id") ?? ""))
            {
                return ApiError.InvalidRequest(
                    $"messages.{at}.content.{place}: unexpected `tool_use_id` found in `tool_result` blocks: {block.Text("tool_use_id")}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
            }

            place++;
        }

        return null;
    }

    private static ApiError? Unanswered(List<JsonElement> messages, int at)
    {
        var answered = at + 1 < messages.Count ? Ids(messages[at + 1], "tool_result", "tool_use_id").ToHashSet() : [];
        var open = Ids(messages[at], "tool_use", "id").Where(id => !answered.Contains(id)).ToList();
        return open.Count == 0 ? null
            : ApiError.InvalidRequest(
                $"messages.{at}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", open)}. Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
    }

    private static IEnumerable<string> Ids(JsonElement message, string type, string field)
        => message.Field("content").Items().Where(block => block.Text("type") == type).Select(block => block.Text(field) ?? "");
}
