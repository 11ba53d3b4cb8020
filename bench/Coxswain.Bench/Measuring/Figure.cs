namespace Coxswain.Bench.Measuring;

/// <summary>A measured quantity: the median of its samples and a 95 % bootstrap interval of it.</summary>
/// <param name="Goal">What it is held against; <see langword="null"/> when it is only shown.</param>
internal sealed record Figure(string Name, string Unit, double Median, double Low, double High, int Samples, Goal? Goal)
{
    /// <summary>A goal holds only if it does at the bad end of the interval.</summary>
    public bool IsMet => Goal is null || (Goal.AtLeast ? Low >= Goal.Value : High <= Goal.Value);

    public static Figure Of(string name, string unit, IReadOnlyList<double> samples, Goal? goal = null)
    {
        var (low, high) = Statistics.Interval(samples);
        return new Figure(name, unit, Statistics.Median(samples), low, high, samples.Count, goal);
    }

    public static Figure Of(string name, string unit, double value, Goal? goal = null) => Of(name, unit, [value], goal);
}
