using Coxswain.Testing.Traces.Workloads;

namespace Coxswain.Testing.Traces;

/// <summary>What to generate. The defaults reproduce the plan's baseline: 628 requests, 1 error, $3.01 a session, 31 % Haiku, 72-minute sessions.</summary>
public sealed record TraceOptions
{
    public static TraceOptions Baseline { get; } = new();

    public int Seed { get; init; } = 628;

    public int Sessions { get; init; } = 8;

    /// <summary>Answered requests over all sessions, those of subagents, titles and compactions included.</summary>
    public int Requests { get; init; } = 628;

    /// <summary>Requests that failed for good after all retries; they come on top of <see cref="Requests"/>.</summary>
    public int Errors { get; init; } = 1;

    public double HaikuShare { get; init; } = 0.31;

    /// <summary>Mean of the sessions' costs; token counts are scaled until it is met. <see langword="null"/> leaves them as drawn.</summary>
    public decimal? AverageSessionCostUsd { get; init; } = 3.01m;

    public TimeSpan AverageSessionLength { get; init; } = TimeSpan.FromMinutes(72);

    /// <summary>The first session starts here; the others follow, two a day.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 11, 16, 8, 30, 0, TimeSpan.Zero);

    /// <summary>Models of the main conversations, used in turn.</summary>
    public IReadOnlyList<string> MainModels { get; init; } = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-opus-5-5"];

    public string HaikuModel { get; init; } = "claude-haiku-5-5";

    public IReadOnlyList<TraceProject> Projects { get; init; } = TraceProject.Samples;

    /// <summary>Chance that a turn delegates to a subagent.</summary>
    public double SubagentChance { get; init; } = 0.15;

    public double ToolFailureChance { get; init; } = 0.05;

    /// <summary>Chance that a turn starts with a compaction.</summary>
    public double CompactionChance { get; init; } = 0.02;

    /// <summary>Share of sessions that write their cache for an hour instead of five minutes.</summary>
    public double OneHourCacheShare { get; init; } = 0.25;

    /// <summary>Requests whose first stream was cut: the reported cost holds both tries, the tokens only the second.</summary>
    public int CutStreams { get; init; }

    /// <summary>Requests answered by Haiku although another model was asked: the reported cost is at the asked model's price.</summary>
    public int SwitchedAnswers { get; init; }

    public int WebSearches { get; init; }

    /// <summary>What tasks there are and how hard; <see langword="null"/>: a few fixed ones, of no known difficulty.</summary>
    public Workload? Workload { get; init; }

    public string ClientVersion { get; init; } = "2.1.330";

    public bool Interactive { get; init; } = true;

    /// <summary>Tool inputs in the telemetry, as with OTEL_LOG_TOOL_DETAILS=1.</summary>
    public bool ToolDetails { get; init; } = true;

    /// <summary>Lines with partial counts written before a response was complete, as streaming leaves them.</summary>
    public bool StreamedSnapshots { get; init; } = true;
}
