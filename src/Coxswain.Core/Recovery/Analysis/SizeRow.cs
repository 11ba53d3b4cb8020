namespace Coxswain.Core.Recovery.Analysis;

/// <summary>Calls of one model and one range of prompt sizes.</summary>
/// <param name="Size"><see langword="null"/>: no size is known.</param>
/// <param name="GivenUp">Of requests of that size, failed ones by the size of the nearest answered call.</param>
/// <param name="TimedOut">The same, of failures by time alone.</param>
/// <param name="Duration">Of answered calls.</param>
/// <param name="FirstToken">Of answered calls.</param>
public sealed record SizeRow(string Model, PromptRange? Size, Proportion GivenUp, Proportion TimedOut, Spread Duration, Spread FirstToken);
