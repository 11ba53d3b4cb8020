using System.Text.Json;

namespace Coxswain.Testing.Processes;

/// <summary>How a headless session ended, from its last <c>result</c> line.</summary>
/// <param name="TotalCostUsd">The client's own sum for the session.</param>
public sealed record ClaudeResult(int ExitCode, string SessionId, double TotalCostUsd, bool IsError, string Output)
{
    public static ClaudeResult Of(int exitCode, string output, string errors)
    {
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(line => line.Contains("\"type\":\"result\"", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The client ended with {exitCode} and no result line.\n{output}\n{errors}");
        var result = JsonDocument.Parse(last).RootElement;
        return new ClaudeResult(
            exitCode, result.GetProperty("session_id").GetString()!, result.GetProperty("total_cost_usd").GetDouble(), result.GetProperty("is_error").GetBoolean(), output);
    }
}
