using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>The API's JSON.</summary>
internal static class AnswerJson
{
    /// <summary>Of a whole answer, or with <paramref name="isStart"/> of a stream's first event.</summary>
    public static JsonObject Message(SimulatedAnswer answer, bool isStart)
    {
        var message = new JsonObject
        {
            ["id"] = answer.Id,
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = answer.Model,
            ["content"] = isStart ? [] : new JsonArray([.. answer.Blocks.Select(Whole)]),
            ["stop_reason"] = isStart ? null : answer.StopReason,
            ["stop_sequence"] = null,
            ["usage"] = Usage(answer, isStart ? 1 : answer.OutputTokens),
        };
        if (answer.Dropped is { } dropped)
        {
            message["input_transformations"] = new JsonArray([
                .. dropped.Select(static one => new JsonObject { ["type"] = "thinking_dropped", ["path"] = one.Path, ["reason"] = one.Reason })]);
        }

        return message;
    }

    public static JsonObject Usage(SimulatedAnswer answer, long output) => new()
    {
        ["input_tokens"] = answer.Cache.Input,
        ["cache_creation_input_tokens"] = answer.Cache.Write,
        ["cache_read_input_tokens"] = answer.Cache.Read,
        ["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = answer.Cache.Write5m, ["ephemeral_1h_input_tokens"] = answer.Cache.Write1h },
        ["output_tokens"] = output,
    };

    public static JsonObject Whole(AnswerBlock block) => block.Type switch
    {
        "thinking" => new JsonObject { ["type"] = "thinking", ["thinking"] = block.Content, ["signature"] = block.Name },
        "tool_use" => new JsonObject { ["type"] = "tool_use", ["id"] = block.Id, ["name"] = block.Name, ["input"] = JsonNode.Parse(block.Content) },
        _ => new JsonObject { ["type"] = "text", ["text"] = block.Content },
    };

    public static JsonObject Empty(AnswerBlock block) => block.Type switch
    {
        "thinking" => new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" },
        "tool_use" => new JsonObject { ["type"] = "tool_use", ["id"] = block.Id, ["name"] = block.Name, ["input"] = new JsonObject() },
        _ => new JsonObject { ["type"] = "text", ["text"] = "" },
    };

    /// <param name="requestId"><see langword="null"/> inside a stream, as the API leaves it out there.</param>
    public static JsonObject Error(ApiError error, string? requestId)
    {
        var inner = new JsonObject { ["type"] = error.Type, ["message"] = error.Message };
        if (error.Code is { } code)
        {
            inner["details"] = new JsonObject { ["error_code"] = code };
        }

        var whole = new JsonObject { ["type"] = "error", ["error"] = inner };
        if (requestId is not null)
        {
            whole["request_id"] = requestId;
        }

        return whole;
    }
}
