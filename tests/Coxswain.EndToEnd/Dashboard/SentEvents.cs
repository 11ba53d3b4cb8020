using System.Globalization;
using Coxswain.Testing.Otlp;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Events of Claude Code, of now.</summary>
internal static class SentEvents
{
    private static int _number;

    public static OtlpLog Request(double costUsd, string model = "claude-opus-5-5", string session = "11111111-2222-4333-8444-555555555555")
        => Of("api_request", session, [
            new("model", model), new("cost_usd", costUsd), new("input_tokens", 575), new("output_tokens", 500), new("cache_read_tokens", 4000), new("cache_creation_tokens", 0),
            new("request_id", $"req_{Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture)}"), new("query_source", "repl_main_thread"), new("duration_ms", 900),
        ]);

    public static OtlpLog ToolResult(string tool, string session, string error = "")
        => Of("tool_result", session, [
            new("tool_name", tool), new("success", error.Length == 0 ? "true" : "false"), new("duration_ms", 12), new("error", error), new("tool_use_id", $"toolu_{Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture)}"),
        ]);

    public static OtlpLog Of(string name, string session, params OtlpPair[] attributes)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new OtlpLog(now.ToUnixTimeMilliseconds() * 1_000_000, "claude_code." + name, [
            new("event.name", name), new("event.timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)), new("session.id", session), .. attributes,
        ]);
    }
}
