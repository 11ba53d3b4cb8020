using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Tools;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Advice from ways of using tools that were seen to be better than others with the same start and goal.</summary>
internal static class WayAdvice
{
    private const int Most = 5;
    private const string Source = "Tools/calls";

    public static AdviceList Of(ToolSequenceReport report)
    {
        if (report.State == "no_data")
        {
            return new AdviceList(null, "No tool call is stored of this time.");
        }

        var frame = new FigureFrame(report.Since, report.Until ?? report.AsOf, report.AsOf);
        return report.Better.Count > 0
            ? new AdviceList([.. report.Better.Take(Most).Select(better => Of(better, frame))], "")
            : new AdviceList([], Text($"Of {report.ComparedPairs:N0} pairs of ways with the same start and goal none was better beyond chance."));
    }

    private static Advice Of(BetterWay better, FigureFrame frame)
    {
        var runs = better.Way.Figures.Runs;
        return new Advice(
            $"To {(better.Way.Goal == "edit" ? "get to an edit" : "answer")}, {(better.IsTrade ? $"{Steps(better.Better)} fails less than {Steps(better.Way)}, and {Price(better)}: choose which matters" : $"prefer {Steps(better.Better)} to {Steps(better.Way)}")}. It was seen and not tried: harder work may take the longer way.",
            Text($"{better.Better.Figures.Runs:N0} runs against {runs:N0}: {string.Join(", ", better.Findings)}{Calls(better.Calls)}; success {Percent(better.Better.Figures.Success.Rate)} against {Percent(better.Way.Figures.Success.Rate)}."),
            better.Better.Figures.Runs + runs,
            // Money that may as well be none is no saving.
            better.CostUsd is { IsBelowZero: true } cost ? Saving(cost, runs, frame) : null,
            null);
    }

    /// <summary>What the runs of the longer way cost more in this time, by the difference of the means.</summary>
    private static Figure Saving(MeanDifference cost, int runs, FigureFrame frame)
        => frame.Known("usd", Usd(-cost.Difference * runs), runs, "runs of the way that is worse", Source) with { Low = Usd(-cost.High * runs), High = Usd(-cost.Low * runs) };

    private static string Price(BetterWay better) => string.Join(" and ", new[] { better.CostUsd is { IsAboveZero: true } ? "costs more" : "", better.Calls is { IsAboveZero: true } ? "takes more calls" : "" }.Where(static word => word.Length > 0));

    private static string Calls(MeanDifference? calls) => calls is not { IsBelowZero: true } ? "" : Text($"; {-calls.Difference:0.0} fewer calls a run ({-calls.High:0.0} to {-calls.Low:0.0})");

    private static string Steps(ToolWay way) => string.Join(" → ", way.Steps);

    private static string Percent(double? part) => part is { } known ? known.ToString("P0", CultureInfo.InvariantCulture) : "unknown";

    private static decimal Usd(double amount) => Math.Round((decimal)amount, 6);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
