namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>Seeded draws.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From zero to one, one left out.</summary>
    public double Uniform() => _random.NextDouble();

    /// <summary>Of mean one.</summary>
    public double Exponential() => -Math.Log(1 - _random.NextDouble());

    public double Normal() => Math.Sqrt(2 * Exponential()) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Of mean one: a factor on an amount.</summary>
    public double LogNormal(double sigma) => Math.Exp((sigma * Normal()) - (sigma * sigma / 2));
}
