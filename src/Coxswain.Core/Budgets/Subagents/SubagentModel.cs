using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Budgets.Subagents;

/// <summary>A model a subagent may run on, with what its tokens cost.</summary>
/// <param name="Family">As Claude Code's tool for subagents takes it: <c>haiku</c>; empty when nobody knows.</param>
/// <param name="Model">As the API wants it written.</param>
public sealed record SubagentModel(string Family, string Model, TokenRates Rates)
{
    /// <summary>The cheapest of the newest models of each family, by the price of a token in and a token out.</summary>
    /// <returns><see langword="null"/> when no price is known.</returns>
    public static SubagentModel? Economy(ModelCatalog catalog, PriceBook prices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Models.Select(static model => model.Family).Distinct(StringComparer.Ordinal)
            .Select(family => OfFamily(family, catalog, prices, now)).OfType<SubagentModel>()
            .MinBy(static model => model.Rates.Input + model.Rates.Output);
    }

    /// <param name="told">A family, or a model's id; as Claude Code lets a subagent's model be named.</param>
    /// <returns>The newest model of the family, or the model; <see langword="null"/> when it or its price is not known.</returns>
    public static SubagentModel? Named(string told, ModelCatalog catalog, PriceBook prices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(prices);
        if (OfFamily(told, catalog, prices, now) is { } newest)
        {
            return newest;
        }

        var id = ModelId.Normalise(told);
        var family = catalog.Find(id)?.Family ?? catalog.Models.FirstOrDefault(model => ModelId.Normalise(model.Id) == id)?.Family ?? "";
        return prices.Find(told, now) is { } price ? new SubagentModel(family, told, price.Standard) : null;
    }

    /// <summary>Whether a token costs less with this one, whatever its kind.</summary>
    public bool IsCheaperThan(TokenRates other) =>
        Rates != other && Rates.Input <= other.Input && Rates.Output <= other.Output && Rates.CacheRead <= other.CacheRead && Rates.CacheWrite5m <= other.CacheWrite5m && Rates.CacheWrite1h <= other.CacheWrite1h;

    private static SubagentModel? OfFamily(string family, ModelCatalog catalog, PriceBook prices, DateTimeOffset now) => catalog.Models
        .Where(model => model.Family == family && (model.Released is not { } day || day <= DateOnly.FromDateTime(now.UtcDateTime)))
        .OrderByDescending(static model => model.Released)
        .Select(model => prices.Find(model.Id, now) is { } price ? new SubagentModel(family, model.Id, price.Standard) : null)
        .OfType<SubagentModel>().FirstOrDefault();
}
