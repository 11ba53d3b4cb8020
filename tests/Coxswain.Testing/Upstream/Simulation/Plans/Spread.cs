namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>A log-normal spread of times.</summary>
/// <param name="Sigma">Of the logarithm; zero is always the median.</param>
public sealed record Spread(TimeSpan Median, double Sigma = 0)
{
    public static readonly Spread None = new(TimeSpan.Zero);

    /// <summary>Longer draws are cut to this.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    internal TimeSpan Draw(SeededDraws draws)
    {
        if (Sigma == 0 || Median == TimeSpan.Zero)
        {
            return Median;
        }

        var normal = Math.Sqrt(-2 * Math.Log(1 - draws.Next())) * Math.Cos(2 * Math.PI * draws.Next());
        var drawn = Median.TotalSeconds * Math.Exp(Sigma * normal);
        return drawn < Longest.TotalSeconds ? TimeSpan.FromSeconds(drawn) : Longest;
    }
}
