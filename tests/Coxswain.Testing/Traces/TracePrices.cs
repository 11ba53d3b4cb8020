namespace Coxswain.Testing.Traces;

/// <summary>
/// List prices of the models a trace may use, kept apart from the product's price book so that one can check the other.
/// USD per million tokens, as of November 2026.
/// </summary>
public static class TracePrices
{
    private const long HaikuTier = 100_000;

    private static readonly Dictionary<string, Rate> Rates = new(StringComparer.Ordinal)
    {
        ["claude-fable-5-2"] = new(8m, 10m, 16m, 0.20m, 40m),
        ["claude-opus-5-5"] = new(4m, 5m, 8m, 0.20m, 20m),
        ["claude-opus-5"] = new(5m, 6.25m, 10m, 0.50m, 25m),
        ["claude-sonnet-5-5"] = new(2m, 2.50m, 4m, 0.10m, 10m),
        ["claude-sonnet-4-6"] = new(3m, 3.75m, 6m, 0.30m, 15m),
        ["claude-haiku-5-5"] = new(0.10m, 0.125m, 0.20m, 0.01m, 0.50m),
        ["claude-haiku-4-5-20251001"] = new(1m, 1.25m, 2m, 0.10m, 5m),
    };

    private static readonly Rate LongHaiku = new(0.50m, 0.625m, 1.00m, 0.05m, 2.50m);

    private readonly record struct Rate(decimal Input, decimal Write5m, decimal Write1h, decimal Read, decimal Output);

    public static bool Knows(string model) => Rates.ContainsKey(model);

    public static decimal Cost(string model, TraceUsage usage)
    {
        var rate = model == "claude-haiku-5-5" && usage.Prompt > HaikuTier ? LongHaiku : Rates[model];
        var perMillion = (usage.Input * rate.Input) + (usage.Output * rate.Output) + (usage.CacheRead * rate.Read)
            + (usage.CacheWrite5m * rate.Write5m) + (usage.CacheWrite1h * rate.Write1h);
        return (perMillion / 1_000_000m) + (usage.WebSearches * 0.01m);
    }
}
