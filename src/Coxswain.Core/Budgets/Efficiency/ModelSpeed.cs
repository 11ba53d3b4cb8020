namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>How fast a model answered.</summary>
/// <param name="Requests">Whose output and duration are told.</param>
/// <param name="OutputTokens">Of those.</param>
/// <param name="Seconds">Those took, waiting for the first token included.</param>
public sealed record ModelSpeed(string Model, long Requests, long OutputTokens, double Seconds)
{
    /// <summary><see langword="null"/>: they took no time that was told.</summary>
    public double? TokensPerSecond => Seconds > 0 ? OutputTokens / Seconds : null;
}
