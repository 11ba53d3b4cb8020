namespace Coxswain.Core.Budgets.Recommending;

/// <summary>
/// Makes told chances come true: past tasks are told as if each were not known, and a line through the log-odds of what was told is fitted to what happened. One slope, and a shift for each model; without tasks both change nothing.
/// </summary>
internal sealed class Recalibration
{
    private const int Rounds = 60;

    /// <summary>How firmly the slope is held to 1 and each shift to 0.</summary>
    private const double SlopeHold = 10;
    private const double ShiftHold = 3;

    private readonly Dictionary<string, double> _shifts = new(StringComparer.Ordinal);
    private double _slope = 1;

    /// <param name="told">Model, the chance that was told, and the outcome from 0 to 1.</param>
    public Recalibration(IReadOnlyList<(string Model, double Chance, double Success)> told)
    {
        var models = told.GroupBy(static one => one.Model, StringComparer.Ordinal).Select(static group => (Model: group.Key, Cases: group.ToList())).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var (pull, bend) = (SlopeHold * (_slope - 1), SlopeHold);
            foreach (var (model, cases) in models)
            {
                Shift(model, cases);
                foreach (var one in cases)
                {
                    var (x, now) = (LogOdds(one.Chance), Of(model, one.Chance));
                    pull += (now - one.Success) * x;
                    bend += now * (1 - now) * x * x;
                }
            }

            _slope -= pull / bend;
        }
    }

    public double Of(string model, double chance) => 1 / (1 + Math.Exp(-((_slope * LogOdds(chance)) + _shifts.GetValueOrDefault(model))));

    private static double LogOdds(double chance) => Math.Log(chance / (1 - chance));

    private void Shift(string model, List<(string Model, double Chance, double Success)> cases)
    {
        var shift = _shifts.GetValueOrDefault(model);
        var (pull, bend) = (ShiftHold * shift, ShiftHold);
        foreach (var one in cases)
        {
            var now = Of(model, one.Chance);
            pull += now - one.Success;
            bend += now * (1 - now);
        }

        _shifts[model] = shift - (pull / bend);
    }
}
