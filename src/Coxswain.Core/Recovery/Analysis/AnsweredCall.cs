namespace Coxswain.Core.Recovery.Analysis;

/// <param name="PromptTokens">Cached ones included; <see langword="null"/> when they are unknown.</param>
/// <param name="Duration"><see langword="null"/> where only a transcript told.</param>
public sealed record AnsweredCall(DateTimeOffset Time, string AgentId, string Model, long? PromptTokens, TimeSpan? Duration, TimeSpan? FirstToken);
