namespace Coxswain.Core.Budgets.Switching;

/// <summary>How the saving may turn out, in USD.</summary>
/// <param name="LowUsd">Lower end of the 80 % interval.</param>
/// <param name="HighUsd">Upper end of the 80 % interval.</param>
/// <param name="Chance">That it is above zero.</param>
/// <param name="CautiousChance">The least that chance may be, as far as the data go: at the ends of the 80 % interval of the remaining turns.</param>
public sealed record SavingSpread(decimal LowUsd, decimal HighUsd, double Chance, double CautiousChance);
