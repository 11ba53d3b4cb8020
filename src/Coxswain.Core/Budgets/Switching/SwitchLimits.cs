namespace Coxswain.Core.Budgets.Switching;

/// <summary>How sure a switch must be before it is made without asking.</summary>
public sealed record SwitchLimits
{
    /// <summary>Name of the budget that governs; empty: it has none, or there is none.</summary>
    public string Budget { get; init; } = "";

    /// <summary>Share of the budget from which a switch that pays is made.</summary>
    public double FromShare { get; init; } = 0.8;

    /// <summary>Share of the budget from which the switch is made whether it pays or not.</summary>
    public double ForcedShare { get; init; } = 1;

    /// <summary>Least chance that the saving is above zero.</summary>
    public double LeastChance { get; init; } = 0.95;

    /// <summary>Least chance at the cautious end of what the data say: keeps few sessions from being believed.</summary>
    public double LeastCautiousChance { get; init; } = 0.9;
}
