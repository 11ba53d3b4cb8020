namespace Coxswain.Core.Recovery.Requests;

/// <param name="IsEstimated">Made from bytes; false when the API counted.</param>
public readonly record struct TokenCount(long Tokens, bool IsEstimated);
