using Coxswain.Core.Pricing;

namespace Coxswain.Core.Usage.Caching;

/// <summary>One request as far as a prompt cache is concerned. Empty text means that nobody told.</summary>
/// <param name="AgentId">Empty in the main conversation.</param>
/// <param name="QueryClass"><c>main</c>, <c>subagent</c>, <c>auxiliary</c> or <c>api</c>.</param>
/// <param name="Time">When its answer began, or ended where only telemetry tells, UTC.</param>
/// <param name="SentAt">When the client sent it; <see langword="null"/>: not known, and <paramref name="Time"/> stands for it.</param>
/// <param name="ModelId">Of the answer, normalised.</param>
/// <param name="Usage"><see langword="null"/>: some of its token counts are not known.</param>
public sealed record CachedRequest(
    string SessionId, string AgentId, string QueryClass, string Project, DateTimeOffset Time, DateTimeOffset? SentAt, string ModelId, TokenUsage? Usage)
{
    /// <summary>Nobody told how long its writes are kept: they count as five minutes, as the client counts them.</summary>
    public bool IsLifetimeUnknown { get; init; }

    /// <summary>How long the client asked the cache to keep writes; <see langword="null"/>: not known.</summary>
    public TimeSpan? RequestedLifetime { get; init; }

    public string Effort { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Of system prompt and tools together, as the client hashes them.</summary>
    public string ShapeHash { get; init; } = "";

    public string SystemHash { get; init; } = "";

    public string ToolsHash { get; init; } = "";

    /// <summary>Of betas, thinking, context management, tool choice and speed.</summary>
    public string ParametersHash { get; init; } = "";

    /// <summary>How many messages the prompt has; 0: not known.</summary>
    public int Messages { get; init; }

    /// <summary>How many messages of the request before it the prompt begins with, unchanged; <see langword="null"/>: not known.</summary>
    public int? KeptMessages { get; init; }

    /// <summary>Of the request in the store; empty: not told.</summary>
    public string Key { get; init; } = "";

    /// <summary>Of the prompt it was made for; empty: not known.</summary>
    public string PromptId { get; init; } = "";

    /// <summary>A cached prefix lives on from each use; this is when the request used it.</summary>
    public DateTimeOffset UsedAt => SentAt ?? Time;
}
