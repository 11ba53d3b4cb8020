using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <summary>A stored request of a conversation.</summary>
/// <param name="AgentId">Empty: the main conversation.</param>
/// <param name="Time">When its answer began, or ended where only telemetry tells.</param>
/// <param name="SentAt">When the client sent it; <see langword="null"/>: not known, and <paramref name="Time"/> stands for it.</param>
/// <param name="Model">That answered.</param>
/// <param name="Usage"><see langword="null"/>: some of its token counts are not known.</param>
public sealed record ConversationRequest(string SessionId, string AgentId, DateTimeOffset Time, DateTimeOffset? SentAt, string Model, TokenUsage? Usage);
