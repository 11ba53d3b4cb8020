using Coxswain.Core.Kernel;

namespace Coxswain.Core.Tools;

/// <summary>
/// A way that began with the same tool and had the same goal as another, and was seen to take fewer calls, cost less or fail less, beyond chance. What it fails less it may cost more, which <see cref="IsTrade"/> says.
/// It was seen, not tried: harder work may take the longer way.
/// </summary>
/// <param name="Way">The one it is better than.</param>
/// <param name="Calls">How many more a run takes than the other way: below 0 is fewer.</param>
/// <param name="CostUsd">The same of costs; <see langword="null"/>: of fewer than two runs of a side the cost is known.</param>
/// <param name="Success">The same of success, 0 to 1, with Newcombe's interval.</param>
public sealed record BetterWay(ToolWay Way, ToolWay Better, MeanDifference? Calls, MeanDifference? CostUsd, MeanDifference Success)
{
    /// <summary>It fails less, and takes more calls or costs more: both beyond chance.</summary>
    public bool IsTrade => Calls is { IsAboveZero: true } || CostUsd is { IsAboveZero: true };

    /// <summary>What of calls, cost and success is beyond chance, in words, and of what no difference is shown.</summary>
    public IReadOnlyList<string> Findings =>
    [
        Calls?.Finding("fewer calls", "more calls", "calls", Better.Figures.Calls.N, Way.Figures.Calls.N) ?? "calls cannot be compared",
        CostUsd?.Finding("costs less", "costs more", "cost", Better.Figures.CostUsd.N, Way.Figures.CostUsd.N) ?? "too few runs of known cost to compare it",
        Success.Finding("fails more", "fails less", "success", Better.Figures.Success.Of, Way.Figures.Success.Of),
    ];
}
