namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What each sign of trouble takes from the log-odds of success.</summary>
/// <param name="Start">Without any sign.</param>
/// <param name="MostOfAKind">More of one sign tell nothing further.</param>
internal sealed record OutcomeWeights(double Start, double ToolFailureShare, double Retry, double RevertedEdit, double Correction, double Abandoned, int MostOfAKind);
