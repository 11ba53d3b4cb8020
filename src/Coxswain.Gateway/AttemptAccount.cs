namespace Coxswain.Gateway;

/// <summary>One attempt of a call.</summary>
/// <param name="Failure">Empty: it was answered.</param>
/// <param name="InitialTokens">With <paramref name="FinalTokens"/>, where the prompt was made shorter; estimates.</param>
public sealed record AttemptAccount(
    int Number, string Strategy, string Model, string Failure, int Status, string Reason, double WaitMs, double DurationMs, long? InitialTokens, long? FinalTokens, decimal? CostUsd);
