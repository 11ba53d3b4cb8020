using System.Text.Json;

namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>A failed request in the transcript: a line per attempt that is tried again, then an answer no model gave.</summary>
internal static class FailureLines
{
    public static Action<Utf8JsonWriter> Attempt(TraceFailure failure, int attempt) => json =>
    {
        json.WriteBoolean("isSidechain", false);
        json.WriteString("type", "system");
        json.WriteString("subtype", "api_error");
        json.WriteString("level", "error");
        json.Object("error", error =>
        {
            error.WriteString("message", Invariant($"{failure.StatusCode} {failure.Message}"));
            error.WriteNumber("status", failure.StatusCode);
            error.WriteString("requestId", failure.RequestId);
            error.WriteString("formatted", Invariant($"{failure.StatusCode} {failure.Message}"));
            error.WriteNull("connection");
            error.WriteBoolean("isNetworkDown", false);
            error.WriteNull("rateLimits");
            error.WriteNull("noResponse");
        });
        json.WriteNumber("retryInMs", 500 * attempt);
        json.WriteNumber("retryAttempt", attempt);
        json.WriteNumber("maxRetries", failure.Attempts - 1);
        json.WriteString("source", "request_retry");
    };

    public static Action<Utf8JsonWriter> Final(TraceFailure failure, string messageId) => json =>
    {
        json.WriteBoolean("isSidechain", false);
        json.WriteString("type", "assistant");
        json.Object("message", message =>
        {
            message.WriteNull("diagnostics");
            message.WriteString("id", messageId);
            message.WriteNull("container");
            message.WriteString("model", "<synthetic>");
            message.WriteString("role", "assistant");
            message.WriteNull("stop_details");
            message.WriteString("stop_reason", "stop_sequence");
            message.WriteString("stop_sequence", "");
            message.WriteString("type", "message");
            message.Object("usage", Nothing);
            message.Raw("content", JsonSerializer.Serialize(new[] { new { type = "text", text = Invariant($"API Error: {failure.StatusCode} {failure.Message}") } }));
            message.WriteNull("context_management");
        });
        json.WriteString("requestId", failure.RequestId);
        json.WriteString("error", "server_error");
        json.WriteBoolean("isApiErrorMessage", true);
        json.WriteNumber("apiErrorStatus", failure.StatusCode);
        json.WriteString("apiErrorType", failure.ErrorType);
        json.WriteString("perTurnEffort", failure.Effort);
        json.WriteString("madeBy", "model");
    };

    private static void Nothing(Utf8JsonWriter usage)
    {
        usage.WriteNull("output_tokens_details");
        usage.WriteNumber("input_tokens", 0);
        usage.WriteNumber("output_tokens", 0);
        usage.WriteNumber("cache_creation_input_tokens", 0);
        usage.WriteNumber("cache_read_input_tokens", 0);
        usage.Raw("server_tool_use", """{"web_search_requests":0,"web_fetch_requests":0}""");
        usage.WriteNull("service_tier");
        usage.Raw("cache_creation", """{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":0}""");
        usage.WriteNull("inference_geo");
        usage.WriteNull("iterations");
        usage.WriteNull("speed");
        usage.WriteNull("fallback_credit");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
