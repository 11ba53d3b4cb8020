namespace Coxswain.Core.Pricing;

/// <summary>What applies to every model alike.</summary>
/// <param name="Batch">Factor of all token prices, cache reads and writes included; fast requests are never batched, so it does not apply to them.</param>
/// <param name="UsInference">Factor of all token prices for inference kept in the US.</param>
/// <param name="WebSearchUsdPer1000">Flat; no factor applies to it.</param>
public sealed record PriceFactors(
    decimal Batch,
    decimal UsInference,
    decimal WebSearchUsdPer1000,
    string Source,
    DateOnly Checked,
    PriceConfidence Confidence);
