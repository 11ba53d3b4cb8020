namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// Makes told chances come true: past tasks are told as if each were not known, and for each model a line through the log-odds of what was told is fitted to what happened. With few tasks the line stays near no change.
/// </summary>
internal sealed class Recalibration
{
    private const int Rounds = 60;

    /// <summary>How firmly the slope is held to 1 and the shift to 0.</summary>
    private const double SlopeHold = 10;
    private const double ShiftHold = 3;

    private readonly Dictionary<string, (double Slope, double Shift)> _lines;

    /// <param name="told">Model, the chance that was told, and the outcome from 0 to 1.</param>
    public Recalibration(IReadOnlyList<(string Model, double Chance, double Success)> told)
        => _lines = told.GroupBy(static one => one.Model, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => Fit([.. group.Select(static one => (LogOdds(one.Chance), one.Success))]), StringComparer.Ordinal);

    public double Of(string model, double chance) => _lines.TryGetValue(model, out var line) ? Logistic((line.Slope * LogOdds(chance)) + line.Shift) : chance;

    // Newton's method for one of the two at a time: convex, so it cannot stray.
    private static (double Slope, double Shift) Fit(IReadOnlyList<(double Odds, double Success)> cases)
    {
        var (slope, shift) = (1.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (pull, bend) = (ShiftHold * shift, ShiftHold);
            foreach (var (odds, success) in cases)
            {
                var now = Logistic((slope * odds) + shift);
                (pull, bend) = (pull + now - success, bend + (now * (1 - now)));
            }

            shift -= pull / bend;
            (pull, bend) = (SlopeHold * (slope - 1), SlopeHold);
            foreach (var (odds, success) in cases)
            {
                var now = Logistic((slope * odds) + shift);
                (pull, bend) = (pull + ((now - success) * odds), bend + (now * (1 - now) * odds * odds));
            }

            slope -= pull / bend;
        }

        return (slope, shift);
    }

    private static double LogOdds(double chance) => Math.Log(chance / (1 - chance));

    private static double Logistic(double odds) => 1 / (1 + Math.Exp(-odds));
}
