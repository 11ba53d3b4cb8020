namespace Coxswain.Tests.Core.Budgets.Switching.Simulation;

internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From 0, inclusive, to 1.</summary>
    public double Unit() => _random.NextDouble();

    public T OneOf<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>Log-normal with this median.</summary>
    public double Around(double median, double sigma)
        => median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit()));
}
