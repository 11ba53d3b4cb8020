namespace Coxswain.Core.Budgets.Admission;

/// <summary>What a call may cost, before it is sent.</summary>
/// <param name="ExpectedPromptUsd">With what is thought to be in the prompt cache read from there.</param>
/// <param name="ExpectedOutputUsd">Of an answer as long as the model's last ones were in the mean.</param>
/// <param name="MostUsd">With all of the prompt written to the cache, and the longest of those answers.</param>
public sealed record CallEstimate(decimal ExpectedPromptUsd, decimal ExpectedOutputUsd, decimal MostUsd)
{
    public decimal ExpectedUsd => ExpectedPromptUsd + ExpectedOutputUsd;
}
