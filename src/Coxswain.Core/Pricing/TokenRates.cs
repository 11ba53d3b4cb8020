namespace Coxswain.Core.Pricing;

/// <summary>Prices in USD per million tokens, one for each kind a request is billed by.</summary>
public readonly record struct TokenRates(decimal Input, decimal CacheWrite5m, decimal CacheWrite1h, decimal CacheRead, decimal Output)
{
    /// <summary>Fast mode replaces the input and output price; the cache prices keep their ratio to the input price.</summary>
    internal TokenRates WithBase(decimal input, decimal output) =>
        new(input, Rebase(CacheWrite5m, input), Rebase(CacheWrite1h, input), Rebase(CacheRead, input), output);

    private decimal Rebase(decimal cacheRate, decimal input) => Input == 0 ? cacheRate : cacheRate * input / Input;
}
