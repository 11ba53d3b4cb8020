namespace Coxswain.Tests.Core.Budgets.Recommending.Simulation;

/// <summary>How far told probabilities are from what came to pass.</summary>
internal static class Calibration
{
    private const int Bins = 10;

    /// <summary>The mean distance of told and observed rate over ten bins of equal width, by how many fall into each.</summary>
    public static double ExpectedError(IReadOnlyCollection<(double Told, bool Happened)> cases)
        => cases.GroupBy(one => Math.Min(Bins - 1, (int)(one.Told * Bins))).Sum(bin => Math.Abs(bin.Average(one => one.Told) - bin.Average(one => one.Happened ? 1.0 : 0.0)) * bin.Count()) / cases.Count;
}
