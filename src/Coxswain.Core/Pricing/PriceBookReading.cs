namespace Coxswain.Core.Pricing;

/// <summary>What became of a price file: either the models it holds, or every problem found in it.</summary>
/// <param name="Factors"><see langword="null"/> when the file does not give them.</param>
/// <param name="Published"><see langword="null"/> when the file does not say.</param>
/// <param name="Problems">Each with the place in the file; empty when the rest can be used.</param>
internal sealed record PriceBookReading(
    DateOnly? Published,
    PriceFactors? Factors,
    IReadOnlyList<ModelPrice> Prices,
    IReadOnlyList<string> Problems);
