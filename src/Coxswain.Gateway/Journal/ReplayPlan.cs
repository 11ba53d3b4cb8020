namespace Coxswain.Gateway.Journal;

/// <summary>What a replay would do.</summary>
/// <param name="PromptTokens">An estimate, unless the API counted when it refused the request.</param>
public sealed record ReplayPlan(JournalEntry Entry, long? PromptTokens, bool IsEstimated, IReadOnlyList<ReplayStep> Steps);
