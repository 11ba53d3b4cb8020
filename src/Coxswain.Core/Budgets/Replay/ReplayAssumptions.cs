namespace Coxswain.Core.Budgets.Replay;

/// <summary>What must be assumed of a request that another model answers than the one that did. Three sets are worked out: the likely one and the two ends.</summary>
/// <param name="TokenSpread">Multiplies the ratio of the two models' tokens where their tokenizers differ.</param>
/// <param name="WorkShare">How much of the stated difference in requests needed for the same task counts.</param>
/// <param name="RedoShare">How much of the stated difference in success leads to the task being done again by the model that did it.</param>
internal sealed record ReplayAssumptions(double TokenSpread, double WorkShare, double RedoShare)
{
    public static ReplayAssumptions Likely { get; } = new(1, 1, 1);

    /// <summary>The cheap end.</summary>
    public static ReplayAssumptions Low { get; } = new(0.9, 0, 0);

    /// <summary>The dear end.</summary>
    public static ReplayAssumptions High { get; } = new(1.1, 2, 2);
}
