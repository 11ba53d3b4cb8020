namespace Coxswain.Core.Health.Measuring;

/// <summary>Where good ends and where bad begins.</summary>
/// <param name="IsHighBetter">Then values from <paramref name="Good"/> up are good and below <paramref name="Warn"/> bad; else values up to them.</param>
public sealed record BandLimits(bool IsHighBetter, double Good, double Warn)
{
    public HealthBand Of(double value) => (IsHighBetter ? value >= Good : value <= Good) ? HealthBand.Good
        : (IsHighBetter ? value >= Warn : value <= Warn) ? HealthBand.Warn
        : HealthBand.Bad;
}
