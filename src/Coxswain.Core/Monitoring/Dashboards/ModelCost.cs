namespace Coxswain.Core.Monitoring.Dashboards;

/// <param name="Model">Normalised; empty: nobody told.</param>
/// <param name="Part">Of the known cost of all; <see langword="null"/>: not known, or nothing was spent.</param>
public sealed record ModelCost(string Model, Figure Cost, decimal? Part);
