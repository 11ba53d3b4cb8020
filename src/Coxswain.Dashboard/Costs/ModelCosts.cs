using Coxswain.Core.Usage;

namespace Coxswain.Dashboard.Costs;

/// <param name="Models">The dearest first, with their sums by full hour.</param>
/// <param name="All">Sums by full hour of all models, those not named too.</param>
public sealed record ModelCosts(IReadOnlyList<(string Model, IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)> Hours)> Models, IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)> All);
