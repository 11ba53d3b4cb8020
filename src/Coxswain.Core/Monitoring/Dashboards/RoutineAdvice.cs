using System.Globalization;
using Coxswain.Core.Budgets.Efficiency;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Advice from what routine tasks cost on different models.</summary>
internal static class RoutineAdvice
{
    private const string Source = "Budgets/tasks";

    public static AdviceList Of(ModelEfficiencyReport report)
    {
        if (report.Routine is not { EstimatedUsd: { } estimate, SavedUsd: { } saved, ComparedCostUsd: { } paid } routine)
        {
            return new AdviceList(null, "Fewer than two models did routine tasks of the same size in this time, so that they cannot be compared.");
        }

        if (saved.Low <= 0)
        {
            return new AdviceList([], Text($"{routine.ComparedTasks:N0} routine tasks on {routine.DearModel} cost {paid:0.00} USD; that {routine.CheapModel} would have been cheaper is not beyond chance."));
        }

        var frame = new FigureFrame(report.Since, report.Until ?? report.AsOf, report.AsOf);
        return new AdviceList(
        [
            new Advice(
                $"Let routine tasks run on {routine.CheapModel} instead of {routine.DearModel}.",
                Text($"{routine.ComparedTasks:N0} of {routine.Tasks:N0} routine tasks ran on {routine.DearModel} and cost {paid:0.00} USD; by {routine.CheapTasks:N0} tasks of the same size on {routine.CheapModel} about {estimate:0.00} USD. An estimate: nobody tried."),
                routine.ComparedTasks,
                frame.Known("usd", Usd(saved.Difference), routine.ComparedTasks, "routine tasks of known cost", Source) with { Low = Usd(saved.Low), High = Usd(saved.High) },
                "cox model-recommend"),
        ], "");
    }

    private static decimal Usd(double amount) => Math.Round((decimal)amount, 6);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
