using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coxswain.Core.Pricing;

/// <summary>Dated prices by model. A model is found by its exact normalised id or not at all: a sibling's price is a wrong price.</summary>
public sealed class PriceBook
{
    private const decimal TokensPerPriceUnit = 1_000_000m;
    private readonly FrozenDictionary<string, ModelPrice[]> _byModel;

    /// <param name="prices">Validated: periods of one model do not overlap.</param>
    internal PriceBook(DateOnly published, PriceFactors factors, IEnumerable<ModelPrice> prices)
    {
        Published = published;
        Factors = factors;
        Prices = [.. prices.OrderBy(price => price.ModelId, StringComparer.Ordinal).ThenBy(price => price.From)];
        _byModel = Prices.GroupBy(price => price.ModelId, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        Hash = HashOf(Prices, factors);
    }

    /// <summary>The day the shipped prices were last looked over as a whole.</summary>
    public DateOnly Published { get; }

    public PriceFactors Factors { get; }

    /// <summary>By model id, then by start.</summary>
    public IReadOnlyList<ModelPrice> Prices { get; }

    /// <summary>Changes when any price or factor does; two books with the same hash price every request alike.</summary>
    public string Hash { get; }

    /// <summary>The shipped prices, with the user's file over them when it exists.</summary>
    /// <exception cref="InvalidPriceBookException">The user's file has a problem; the message lists them all.</exception>
    public static PriceBook Load(string userFile) => PriceBookLoader.Load(userFile);

    public static bool IsFast(TokenUsage usage) => string.Equals(usage.Speed, "fast", StringComparison.Ordinal);

    /// <summary>USD, exact; <see langword="null"/> when the model, its price at that time or its fast price is unknown: unknown is not free.</summary>
    public decimal? Cost(TokenUsage usage, string model, DateTimeOffset at) => Explain(usage, model, at)?.TotalUsd;

    /// <summary>The same, by what was paid for.</summary>
    public CostBreakdown? Explain(TokenUsage usage, string model, DateTimeOffset at) => Find(model, at) is { } price ? Explain(usage, price) : null;

    /// <summary>The same, for many requests of a price already found.</summary>
    internal CostBreakdown? Explain(TokenUsage usage, ModelPrice price)
    {
        if (price.RatesFor(usage) is not { } rates)
        {
            return null;
        }

        var unit = FactorOf(usage) / TokensPerPriceUnit;
        return new CostBreakdown(
            price,
            rates,
            usage.InputTokens * rates.Input * unit,
            usage.CacheWrite5mTokens * rates.CacheWrite5m * unit,
            usage.CacheWrite1hTokens * rates.CacheWrite1h * unit,
            usage.CacheReadTokens * rates.CacheRead * unit,
            usage.OutputTokens * rates.Output * unit,
            usage.WebSearchRequests * Factors.WebSearchUsdPer1000 / 1000m);
    }

    /// <summary>The price of a model, spelled in any way a provider does, at a time; <see langword="null"/> when there is none.</summary>
    public ModelPrice? Find(string model, DateTimeOffset at) =>
        _byModel.TryGetValue(ModelId.Normalise(model), out var prices) ? Array.Find(prices, price => price.HoldsAt(at)) : null;

    private decimal FactorOf(TokenUsage usage)
    {
        var batch = string.Equals(usage.ServiceTier, "batch", StringComparison.Ordinal) && !IsFast(usage) ? Factors.Batch : 1m;
        var region = string.Equals(usage.InferenceGeo, "us", StringComparison.Ordinal) ? Factors.UsInference : 1m;
        return batch * region;
    }

    private static string HashOf(IEnumerable<ModelPrice> prices, PriceFactors factors)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Plain(factors.Batch)} {Plain(factors.UsInference)} {Plain(factors.WebSearchUsdPer1000)}\n");
        foreach (var price in prices)
        {
            text.Append(CultureInfo.InvariantCulture, $"{price.ModelId} {price.From:O} {price.To:O} {Plain(price.Standard)} {Plain(price.Fast)} ");
            text.Append(CultureInfo.InvariantCulture, $"{price.LongPrompt?.AboveTokens} {Plain(price.LongPrompt?.Rates)} {price.Confidence} {price.Source}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Plain(TokenRates? rates) => rates is { } known
        ? string.Join(',', new[] { known.Input, known.CacheWrite5m, known.CacheWrite1h, known.CacheRead, known.Output }.Select(Plain))
        : "-";

    private static string Plain(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
