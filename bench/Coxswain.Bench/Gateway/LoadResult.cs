namespace Coxswain.Bench.Gateway;

/// <summary>What one arm did in one case of one round.</summary>
/// <param name="Milliseconds">Of each call until its first mark, or its end where it has none.</param>
/// <param name="Gaps">Milliseconds between a stream's frames.</param>
/// <param name="CpuSeconds">Of the arm's processes, what it did after the last answer included; 0 for the direct arm.</param>
/// <param name="Problem">Empty, or what was wrong with an answer: the arm is not scored.</param>
internal sealed record LoadResult(IReadOnlyList<double> Milliseconds, IReadOnlyList<double> Gaps, double Seconds, double CpuSeconds, string Problem)
{
    public int Calls => Milliseconds.Count;

    public double PerSecond => Calls / Seconds;
}
