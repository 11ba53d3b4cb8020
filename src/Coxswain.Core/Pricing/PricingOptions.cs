namespace Coxswain.Core.Pricing;

public sealed class PricingOptions
{
    public const string Section = "Coxswain:Pricing";

    /// <summary>The user's own prices, normally <c>~/.config/coxswain/prices.json</c>; read once at start. Empty or missing: shipped prices only.</summary>
    public string PricesFile { get; set; } = "";
}
