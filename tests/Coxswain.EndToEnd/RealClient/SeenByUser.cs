using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>How one session ended for the one who waits for it.</summary>
/// <param name="ExitCode"><see langword="null"/>: it was still at it when its time was over.</param>
/// <param name="CostUsd">As the client says.</param>
/// <param name="UpstreamCalls">Calls that reached the API.</param>
internal sealed partial record SeenByUser(string Text, int? ExitCode, double? CostUsd, int UpstreamCalls, TimeSpan Took)
{
    private const int LongestText = 70;

    /// <summary>Calls the client itself made: without a gateway, those that reached the API; <see langword="null"/>: unknown.</summary>
    public int? ClientCalls { get; init; } = UpstreamCalls;

    public bool IsCompacted { get; init; }

    public bool IsAnswered => ExitCode == 0 && Text == FailureRow.Answer;

    public static SeenByUser Of(ClaudeResult result, int upstreamCalls, TimeSpan took)
    {
        var line = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(static line => line.Contains("\"type\":\"result\"", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(line);
        var text = json.RootElement.TryGetProperty("result", out var said) ? said.GetString() ?? "" : "";
        return new SeenByUser(Stable(text), result.ExitCode, result.TotalCostUsd, upstreamCalls, took) { IsCompacted = result.Output.Contains("\"subtype\":\"compact_boundary\"", StringComparison.Ordinal) };
    }

    public static SeenByUser StillWaiting(int upstreamCalls, TimeSpan took) => new("", null, null, upstreamCalls, took);

    /// <summary>What is seen with the exit code, calls of the client, calls at the API: what is the same in every run.</summary>
    public string ToCells()
    {
        var seen = IsAnswered ? IsCompacted ? "answered, after it compacted" : "answered" : ExitCode is null ? "still waiting" : $"{Text} ({ExitCode})";
        return string.Create(CultureInfo.InvariantCulture, $"{seen} | {ClientCalls?.ToString(CultureInfo.InvariantCulture) ?? "?"} | {UpstreamCalls}");
    }

    /// <summary>What is a little different in every run.</summary>
    public string ToMeasures() => string.Create(CultureInfo.InvariantCulture, $"{(IsAnswered ? "answered" : "failed")} after {Took.TotalSeconds:F1} s, {CostUsd:F4} USD by the client's own count");

    private static string Stable(string text)
    {
        var plain = Ids().Replace(text, "…").ReplaceLineEndings(" ").Replace('|', '/');
        return plain.Length > LongestText ? plain[..LongestText] + "…" : plain;
    }

    [GeneratedRegex(@"req_[0-9a-zA-Z]+|127\.0\.0\.1:\d+|[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();
}
