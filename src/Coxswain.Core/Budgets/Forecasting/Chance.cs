namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>Seeded draws.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);
    private double? _normal;

    /// <summary>From zero to one, one left out.</summary>
    public double Uniform() => _random.NextDouble();

    /// <summary>Of mean one.</summary>
    public double Exponential() => -Math.Log(1 - _random.NextDouble());

    /// <summary>Standard normal; they come in pairs (Box and Muller).</summary>
    public double Normal()
    {
        if (_normal is { } kept)
        {
            _normal = null;
            return kept;
        }

        var length = Math.Sqrt(2 * Exponential());
        var (sine, cosine) = Math.SinCos(2 * Math.PI * _random.NextDouble());
        _normal = length * sine;
        return length * cosine;
    }
}
