using System.Text.Json;

namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>The content blocks of an answer in order; the client writes one line for each.</summary>
internal static class AnswerBlocks
{
    public static IReadOnlyList<Action<Utf8JsonWriter>> Of(TraceRequest request)
    {
        var blocks = new List<Action<Utf8JsonWriter>>();
        if (request.Thinks)
        {
            blocks.Add(json =>
            {
                json.WriteString("type", "thinking");
                json.WriteString("thinking", "");
                json.WriteString("signature", request.MessageId);
            });
        }

        if (request.Text is { } text)
        {
            blocks.Add(json =>
            {
                json.WriteString("type", "text");
                json.WriteString("text", text);
            });
        }

        blocks.AddRange(request.Tools.Select(ToolUse));
        return blocks;
    }

    private static Action<Utf8JsonWriter> ToolUse(TraceToolCall tool) => json =>
    {
        json.WriteString("type", "tool_use");
        json.WriteString("id", tool.ToolUseId);
        json.WriteString("name", tool.Name);
        json.Raw("input", tool.Input.Json);
    };
}
