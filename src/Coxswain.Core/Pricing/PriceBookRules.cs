namespace Coxswain.Core.Pricing;

/// <summary>What must hold across the rows of a price book.</summary>
internal static class PriceBookRules
{
    /// <summary>The store keeps money with 12 decimals; a price per token that needs more would be priced differently there and here.</summary>
    private const int MostDecimalsPerMillion = 6;

    public static void CheckPeriods(IReadOnlyList<ModelPrice> prices, List<string> problems)
    {
        foreach (var model in prices.GroupBy(price => price.ModelId, StringComparer.Ordinal))
        {
            ModelPrice? before = null;
            foreach (var price in model.OrderBy(price => price.From))
            {
                if (price.To <= price.From)
                {
                    problems.Add($"{price.ModelId}: a price must not end ({price.To:u}) before it starts ({price.From:u})");
                }

                if (before is not null && (before.To is null || before.To > price.From))
                {
                    problems.Add($"{price.ModelId}: two prices hold at {price.From:u}");
                }

                before = price;
            }
        }
    }

    public static void CheckExactness(IEnumerable<ModelPrice> prices, PriceFactors factors, List<string> problems)
    {
        decimal[] combinations = [1m, factors.Batch, factors.UsInference, factors.Batch * factors.UsInference];
        foreach (var price in prices)
        {
            foreach (var rates in new[] { price.Standard, price.Fast, price.LongPrompt?.Rates }.OfType<TokenRates>())
            {
                if (combinations.Any(factor => !IsExact(rates, factor)))
                {
                    problems.Add($"{price.ModelId}: a price times its factors needs more than {MostDecimalsPerMillion} decimals per million tokens");
                }
            }
        }
    }

    private static bool IsExact(TokenRates rates, decimal factor) =>
        new[] { rates.Input, rates.CacheWrite5m, rates.CacheWrite1h, rates.CacheRead, rates.Output }
            .All(rate => decimal.Round(rate * factor, MostDecimalsPerMillion) == rate * factor);
}
