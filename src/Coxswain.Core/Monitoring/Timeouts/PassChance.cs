using System.Text.Json.Serialization;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Kernel;

namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>The chance that a call takes longer than a deadline, given that it has taken some time already: from earlier calls that had taken as long.</summary>
/// <param name="DeadlineMs">From the call's beginning.</param>
/// <param name="LastedMs">What it has taken already; 0: it has not begun.</param>
/// <param name="Passed">Of like calls that had lasted so long, those that went past the deadline.</param>
/// <param name="Of">Like calls that had lasted so long and of which it is known whether they went past it.</param>
/// <param name="Chance">The mean of the Beta distribution that those counts make of Jeffreys' prior (half a call each way): never 0 or 1.</param>
/// <param name="Low">With <paramref name="High"/> its 95 % interval.</param>
public sealed record PassChance(double DeadlineMs, double LastedMs, long Passed, long Of, double Chance, double Low, double High, [property: JsonConverter(typeof(SpelledState<LikeCalls>))] LikeCalls Like)
{
    private const double Prior = 0.5;
    private const double Tail = 0.025;

    internal static PassChance From(TimeSpan deadline, TimeSpan lasted, long passed, long of, LikeCalls like)
    {
        var shape = new BetaShape(passed + Prior, of - passed + Prior);
        // Where none or all passed one end is certain (Brown, Cai and DasGupta 2001).
        return new PassChance(
            deadline.TotalMilliseconds, lasted.TotalMilliseconds, passed, of, shape.Mean, passed == 0 ? 0 : shape.Quantile(Tail), passed == of ? 1 : shape.Quantile(1 - Tail), like);
    }
}
