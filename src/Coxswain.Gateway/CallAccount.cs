namespace Coxswain.Gateway;

/// <summary>What was done for one call, for the client that asks.</summary>
/// <param name="End"><c>answered</c>, <c>failed</c>, <c>broken</c> or <c>client_gone</c>.</param>
/// <param name="Model">The one that answered; empty when none did.</param>
/// <param name="CostUsd">Of the answer, by its own counts; <see langword="null"/> when they are unknown.</param>
/// <param name="ExtraCostUsd">Of failed attempts and parts that had told counts: what they may have cost; <see langword="null"/>: none told any.</param>
public sealed record CallAccount(
    string Id, string End, string Failure, int Status, string RequestedModel, string Model, string RequestId, long? InputTokens, long? OutputTokens, decimal? CostUsd, decimal? ExtraCostUsd, double DurationMs,
    IReadOnlyList<AttemptAccount> Attempts);
