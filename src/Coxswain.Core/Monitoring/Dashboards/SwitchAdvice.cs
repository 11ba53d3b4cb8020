using System.Globalization;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Budgets.Switching.Recorded;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Advice from what switches of the model have saved, or cost.</summary>
internal static class SwitchAdvice
{
    /// <summary>Of the normal distribution, for 95 of 100.</summary>
    private const double Z = 1.959963984540054;
    private const string Source = "Budgets/switches";

    public static AdviceList Of(SwitchReport report)
    {
        var measured = report.Outcomes.Where(static one => one.Realised is { Turns: > 0, SavedUsd: not null }).ToList();
        if (measured.Count == 0)
        {
            return new AdviceList(null, report.Outcomes.Count == 0 ? "No switch of the model was made in this time, so that nothing was measured." : "Of no switch in this time can be said what it saved.");
        }

        var frame = new FigureFrame(report.Since, report.AsOf, report.AsOf);
        return new AdviceList(
            [.. measured.GroupBy(static one => (one.Switch.Receipt.From, one.Switch.Receipt.To)).Select(group => Of(group.Key.From, group.Key.To, [.. group.Select(static one => one.Realised)], frame)).OrderByDescending(static one => one.Saving?.Value)],
            "");
    }

    private static Advice Of(string from, string to, List<RealisedSaving> switches, FigureFrame frame)
    {
        var saved = switches.Sum(static one => one.SavedUsd ?? 0);
        var figure = frame.Known("usd", saved, switches.Count, "switches whose saving was measured", Source);
        if (switches.Count > 1)
        {
            var mean = (double)saved / switches.Count;
            var half = (decimal)(Z * Math.Sqrt(switches.Sum(one => Square((double)(one.SavedUsd ?? 0) - mean)) / (switches.Count - 1) * switches.Count));
            figure = figure with { Low = saved - half, High = saved + half };
        }

        var isSure = figure.Low > 0;
        var evidence = string.Create(CultureInfo.InvariantCulture, $"{switches.Count} switches and {switches.Sum(static one => one.Turns):N0} turns since saved {saved:0.00} USD{(figure.Low is { } low ? $" (95 % interval {low:0.00} to {figure.High:0.00})" : "")} against staying with {from}.");
        return saved >= 0
            ? new Advice($"Go on letting work of {from} move to {to}{(isSure ? "" : "; it is not certain yet that it pays")}.", evidence, switches.Count, figure, "cox receipts")
            : new Advice($"Let work of {from} stay: moving it to {to} has cost more than it saved.", evidence, switches.Count, figure, "cox receipts");
    }

    private static double Square(double value) => value * value;
}
