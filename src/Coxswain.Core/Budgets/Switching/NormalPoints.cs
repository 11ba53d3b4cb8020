namespace Coxswain.Core.Budgets.Switching;

/// <summary>The Gauss–Hermite rule of three points for what is normally distributed: exact for everything up to the fifth power.</summary>
internal static class NormalPoints
{
    /// <summary>In standard deviations from the mean; the weights add up to 1.</summary>
    public static IReadOnlyList<(double At, double Weight)> Three { get; } = [(-Math.Sqrt(3), 1 / 6.0), (0, 2 / 3.0), (Math.Sqrt(3), 1 / 6.0)];
}
