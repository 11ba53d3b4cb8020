namespace Coxswain.Core.Telemetry.Asking;

/// <summary>A table or view that is meant to be asked.</summary>
/// <param name="Row">What a row of it is.</param>
public sealed record AskedTable(string Name, string Row)
{
    /// <summary>Those a question usually wants first; the collector's tables, which have what came as it came, last.</summary>
    public static IReadOnlyList<AskedTable> All { get; } =
    [
        new("requests", "a request, whoever told of it, with tokens and what it cost"),
        new("sessions", "a session"),
        new("prompts", "a prompt"),
        new("tool_calls", "a call of a tool"),
        new("api_errors", "a failed try, as the client told it"),
        new("compactions", "a compaction"),
        new("subagents", "a subagent"),
        new("hook_runs", "a run of hooks"),
        new("gateway_calls", "a call through the gateway"),
        new("gateway_attempts", "an attempt of such a call"),
        new("model_switches", "a conversation moved to another model"),
        new("budget_actions", "what a step of a budget did"),
        new("ratings", "a rating of a session that counts"),
        new("client_events", "any other event of the client"),
        new("otel_logs", "a log record as it came, of every program and kind"),
        new("otel_traces", "a span as it came"),
        new("otel_metrics_sum", "a data point of a sum as it came; other kinds: otel_metrics_gauge, otel_metrics_histogram, otel_metrics_exp_histogram, otel_metrics_summary"),
    ];
}
