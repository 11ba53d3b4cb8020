using System.Globalization;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Kernel;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Advice from what switches of the model have saved, or cost.</summary>
internal static class SwitchAdvice
{
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
            var half = (decimal)(StudentT.Factor(StudentT.UsualMiss, switches.Count - 1) * Math.Sqrt(switches.Sum(one => Square((double)(one.SavedUsd ?? 0) - mean)) / (switches.Count - 1) * switches.Count));
            figure = figure with { Low = saved - half, High = saved + half };
        }

        // Of one switch nothing tells how it might have come otherwise.
        var (isSure, isLoss) = (figure.Low > 0, figure.High < 0);
        var evidence = string.Create(CultureInfo.InvariantCulture, $"{switches.Count} switches and {switches.Sum(static one => one.Turns):N0} turns since saved {saved:0.00} USD{(figure.Low is { } low ? $" (95 % interval {low:0.00} to {figure.High:0.00})" : "")} against staying with {from}.");
        var text = isSure ? $"Go on letting work of {from} move to {to}."
            : isLoss ? $"Let work of {from} stay: moving it to {to} has cost more than it saved."
            : string.Create(CultureInfo.InvariantCulture, $"No difference shown between moving work of {from} to {to} and staying (n {switches.Count}): it is not certain yet that it pays.");
        return new Advice(text, evidence, switches.Count, figure, "cox receipts");
    }

    private static double Square(double value) => value * value;
}
