namespace Coxswain.Core.Budgets.Admission;

/// <summary>What a call may cost, before it is sent.</summary>
/// <param name="ExpectedUsd">With what is thought to be in the prompt cache read from there.</param>
/// <param name="MostUsd">With all of the prompt written to the cache.</param>
public sealed record CallEstimate(decimal ExpectedUsd, decimal MostUsd);
