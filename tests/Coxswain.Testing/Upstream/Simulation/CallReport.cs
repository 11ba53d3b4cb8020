using System.Globalization;
using System.Text.Json.Nodes;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>Calls and totals as JSON, for clients in other processes.</summary>
internal static class CallReport
{
    public static JsonObject Of(SimulatorTotals totals) => new()
    {
        ["calls"] = totals.Calls,
        ["answered"] = totals.Answered,
        ["faulted"] = totals.Faulted,
        ["refused"] = totals.Refused,
        ["left"] = totals.Left,
        ["input_tokens"] = totals.InputTokens,
        ["cache_read_tokens"] = totals.CacheReadTokens,
        ["cache_write_5m_tokens"] = totals.CacheWrite5mTokens,
        ["cache_write_1h_tokens"] = totals.CacheWrite1hTokens,
        ["output_tokens"] = totals.OutputTokens,
        ["cost_tokens"] = totals.CostTokens,
    };

    public static JsonObject Of(SimulatedCall call) => new()
    {
        ["number"] = call.Number,
        ["arrived"] = Time(call.ArrivedAt),
        ["method"] = call.Method,
        ["target"] = call.Target,
        ["headers"] = new JsonObject(call.Headers.Select(static header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        ["request_sha256"] = call.RequestSha256,
        ["request_bytes"] = call.RequestBytes,
        ["model"] = call.Model,
        ["stream"] = call.Stream,
        ["fault"] = call.Step?.Fault?.Name,
        ["status"] = call.Status,
        ["request_id"] = call.RequestId,
        ["response_sha256"] = call.ResponseSha256,
        ["response_bytes"] = call.ResponseBytes,
        ["text_sha256"] = call.TextSha256,
        ["outcome"] = call.Outcome.ToString().ToLowerInvariant(),
        ["client_left"] = Time(call.ClientLeftAt),
        ["ended"] = Time(call.EndedAt),
    };

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
