using System.Text.Json;
using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>What the API refuses about a request's fields, in its words as far as they are known.</summary>
internal static class RequestChecks
{
    private const int MostMarks = 4;

    /// <param name="isCount">A count of tokens needs no <c>max_tokens</c>.</param>
    public static ApiError? Find(JsonElement body, SimulatedModel model, bool isCount)
        => (isCount ? null : OfLimit(body, model)) ?? OfMessages(body) ?? ToolPairs.Find(body) ?? OfToolChoice(body, model) ?? OfThinking(body, model) ?? OfMarks(body);

    private static ApiError? OfLimit(JsonElement body, SimulatedModel model)
    {
        if (body.Field("max_tokens") is not { } limit)
        {
            return ApiError.InvalidRequest("max_tokens: Field required");
        }

        if (limit.ValueKind != JsonValueKind.Number || !limit.TryGetInt32(out var tokens))
        {
            return ApiError.InvalidRequest("max_tokens: Input should be a valid integer");
        }

        return tokens < 1 ? ApiError.InvalidRequest("max_tokens: Input should be greater than or equal to 1")
            : tokens > model.MaxOutput ? ApiError.InvalidRequest($"max_tokens: {tokens} > {model.MaxOutput}, which is the maximum allowed number of output tokens for {model.Id}")
            : null;
    }

    private static ApiError? OfMessages(JsonElement body)
    {
        if (body.Field("messages") is not { } messages)
        {
            return ApiError.InvalidRequest("messages: Field required");
        }

        if (messages.ValueKind != JsonValueKind.Array)
        {
            return ApiError.InvalidRequest("messages: Input should be a valid list");
        }

        var count = messages.GetArrayLength();
        if (count == 0)
        {
            return ApiError.InvalidRequest("messages: at least one message is required");
        }

        for (var at = 0; at < count; at++)
        {
            var role = messages[at].Text("role");
            if (role is not ("user" or "assistant" or "system"))
            {
                return ApiError.InvalidRequest($"messages.{at}.role: Input should be 'user' or 'assistant'");
            }

            if (at == 0 && role != "user")
            {
                return ApiError.InvalidRequest("messages: first message must use the \"user\" role");
            }

            if (IsEmpty(messages[at].Field("content")) && !(at == count - 1 && role == "assistant"))
            {
                return ApiError.InvalidRequest($"messages.{at}: all messages must have non-empty content except for the optional final assistant message");
            }
        }

        return null;
    }

    private static bool IsEmpty(JsonElement? content) => content switch
    {
        { ValueKind: JsonValueKind.String } text => text.ValueEquals(""),
        { ValueKind: JsonValueKind.Array } blocks => blocks.GetArrayLength() == 0,
        _ => true,
    };

    private static ApiError? OfToolChoice(JsonElement body, SimulatedModel model)
        => body.Field("tool_choice")?.Text("type") is not ("any" or "tool") || !model.Refuses.Contains("forced_tool") ? null
            : ApiError.InvalidRequest(model.Id.Contains("-5-5", StringComparison.Ordinal)
                ? "tool_choice: type \"tool\" and \"any\" are not supported for this model."
                : "tool_choice forces tool use is not compatible with this model.");

    private static ApiError? OfThinking(JsonElement body, SimulatedModel model)
    {
        var thinking = body.Field("thinking");
        var refused = thinking?.Text("type") switch
        {
            "disabled" when model.Refuses.Contains("thinking_disabled") => "disabled",
            "enabled" when model.Refuses.Contains("thinking_budget") => "enabled",
            "adaptive" when model.Refuses.Contains("thinking_adaptive") => "adaptive",
            _ => null,
        };
        return refused is null ? null
            : ApiError.InvalidRequest($"\"thinking.type.{refused}\" is not supported for this model."
                + (refused == "adaptive" ? "" : " Use \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior."));
    }

    private static ApiError? OfMarks(JsonElement body)
    {
        var marks = Marked(body).ToList();
        if (marks.Count > MostMarks)
        {
            return ApiError.InvalidRequest($"A maximum of {MostMarks} blocks with cache_control may be provided. Found {marks.Count}.");
        }

        return marks.Zip(marks.Skip(1)).Any(static pair => pair is { First: CacheLife.FiveMinutes, Second: CacheLife.OneHour })
            ? ApiError.InvalidRequest("a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.")
            : null;
    }

    private static IEnumerable<CacheLife> Marked(JsonElement body)
        => body.Field("tools").Items().Concat(body.Field("system").Items())
            .Concat(body.Field("messages").Items().SelectMany(static message => message.Field("content").Items()))
            .Append(body).Select(PromptParts.Mark).OfType<CacheLife>();
}
