namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>How large the prompts of a task's requests usually are.</summary>
public static class PromptSizeBand
{
    public const long SmallBelow = 25_000;
    public const long LargeFrom = 75_000;

    /// <summary><c>small</c>, <c>medium</c>, <c>large</c>; <c>unknown</c>: not told.</summary>
    public static string Of(long? promptTokens) => promptTokens switch
    {
        null => "unknown",
        < SmallBelow => "small",
        < LargeFrom => "medium",
        _ => "large",
    };
}
