using Coxswain.Core.Kernel;

namespace Coxswain.Core.Tools;

/// <summary>A way that began with the same tool and had the same goal as another, with fewer calls or less cost and no less success. It was seen, not tried: harder work may take the longer way.</summary>
/// <param name="Way">The one it is better than.</param>
/// <param name="Calls">How many more a run takes than the other way: below 0 is fewer.</param>
/// <param name="CostUsd">The same of costs; <see langword="null"/>: of fewer than two runs of a side the cost is known.</param>
/// <param name="Success">The same of success, 0 to 1, with Newcombe's interval.</param>
public sealed record BetterWay(ToolWay Way, ToolWay Better, MeanDifference? Calls, MeanDifference? CostUsd, MeanDifference Success);
