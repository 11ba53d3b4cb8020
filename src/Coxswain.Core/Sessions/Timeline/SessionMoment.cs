namespace Coxswain.Core.Sessions.Timeline;

/// <summary>One thing that happened in a session. What a kind has not, is empty or <see langword="null"/>; so is what no source told.</summary>
/// <param name="At">When it began, as far as told: of a request without a start, when it was answered.</param>
/// <param name="Id">Of the request, the tool use, the prompt, the call.</param>
/// <param name="AgentId">Empty: the main conversation, or nobody told.</param>
/// <param name="Name">The model of a request, error or attempt; the tool; the command of a prompt; the trigger of a compaction; the agent's type.</param>
/// <param name="Detail">What a tool touched, a prompt's first words, an error's class, an attempt's strategy.</param>
/// <param name="IsGood">Whether it succeeded; <see langword="null"/>: not known, or it cannot fail.</param>
/// <param name="Tokens">A request's whole prompt, with what was read from and written to the cache; a compaction's tokens before it; an agent's total.</param>
/// <param name="OutputTokens">Of a request; a compaction's tokens after it.</param>
/// <param name="Bytes">Of a tool's result; of a prompt its length in characters.</param>
/// <param name="CostUsd">Of a request; <see langword="null"/>: unknown.</param>
public sealed record SessionMoment(
    DateTimeOffset At,
    MomentKind Kind,
    string Id,
    string AgentId,
    string PromptId,
    string Name,
    string Detail,
    bool? IsGood,
    double? DurationMs,
    long? Tokens,
    long? OutputTokens,
    long? CacheReadTokens,
    long? Bytes,
    decimal? CostUsd);
