namespace Coxswain.Core.Pricing;

/// <summary>What a request pays, output included, when its whole prompt is longer than <paramref name="AboveTokens"/>.</summary>
public sealed record LongPromptRates(long AboveTokens, TokenRates Rates);
