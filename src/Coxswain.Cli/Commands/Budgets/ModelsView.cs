using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Kernel;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes how models compare for people.</summary>
internal static class ModelsView
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static void Write(ModelEfficiencyReport report, CommandOutput output)
    {
        if (report.Models.Count == 0)
        {
            output.WriteLine("No data: no request is in the window.");
            WritePending(report, output);
            return;
        }

        output.WriteTable(new TableView(
            [
                new("model"), new("requests", Number: true, Rank: 1), new("tokens/s", Number: true, Rank: 2), new("cache", Number: true), new("tasks", Number: true), new("cost a task", Number: true),
                new("seconds a task", Number: true, Rank: 2), new("success", Number: true),
            ],
            [
                .. report.Models.Select(static model => (IReadOnlyList<string>)
                [
                    UsageFormat.Said(model.Model), UsageFormat.Count(model.Usage?.Requests ?? 0), model.Speed?.TokensPerSecond is { } speed ? speed.ToString("0.0", Culture) : "unknown",
                    model.CacheShare is { } share ? Percent(share) : "unknown", UsageFormat.Count(model.Tasks.Tasks), Money(model.Tasks.CostUsd.Mean),
                    model.Tasks.Seconds.Mean is { } seconds ? seconds.ToString("0", Culture) : "unknown", model.Tasks.Success is { Rate: { } rate } told ? $"{Percent(rate)} of {told.Of}" : "unknown",
                ]),
            ]));
        output.WriteLine("");
        foreach (var model in report.Models)
        {
            WriteAlike(model, output);
        }

        WriteRoutine(report.Routine, output);
        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(ModelEfficiencies.MostTasks)} tasks were looked at.");
        }

        WritePending(report, output);
    }

    private static void WriteAlike(ModelEfficiency model, CommandOutput output)
    {
        if (model.Alike is not { } alike)
        {
            return;
        }

        output.WriteLine(alike.CostUsd is not { } cost
            ? $"{model.Model} and {alike.Reference} did nothing alike twice each."
            : $"Like with like: {model.Model} {Money(cost.Own)} (n {cost.N}), {alike.Reference} {Money(cost.Reference)} (n {cost.ReferenceN}) a task: {Signed(cost.Difference, "0.0000")} USD, {cost.Difference.Finding("costs less", "costs more", "cost", cost.N, cost.ReferenceN)}"
                + (alike.Success is { } success ? $"; success {Percent(success.Own)} against {Percent(success.Reference)}, {success.Difference.Finding("fails more", "fails less", "success", success.N, success.ReferenceN)}" : ""));
    }

    private static void WriteRoutine(RoutineWork? routine, CommandOutput output)
    {
        if (routine is null)
        {
            return;
        }

        output.WriteLine($"{Percent(routine.DearShare)} of {UsageFormat.Things(routine.Tasks, "routine task")} ran on {routine.DearModel}. " + (routine is { EstimatedUsd: { } estimate, SavedUsd: { } saved }
            ? $"Estimate for {routine.ComparedTasks} of them: {Money(estimate)} on {routine.CheapModel} (n {routine.CheapTasks}) instead of {Money((double)(routine.ComparedCostUsd ?? 0))}, {Signed(saved, "0.00")} USD saved: {routine.Finding}."
            : $"{routine.CheapModel} did too few of their size to tell what they would have cost there."));
    }

    private static string Signed(MeanDifference value, string format)
    {
        var signed = "+" + format + ";−" + format + ";" + format;
        return $"{value.Difference.ToString(signed, Culture)} ({value.Low.ToString(signed, Culture)} to {value.High.ToString(signed, Culture)})";
    }

    private static string Percent(double part) => (part * 100).ToString("0", Culture) + " %";

    private static string Money(double? usd) => usd is { } known ? UsageFormat.Money((decimal)known) : "unknown";

    private static void WritePending(ModelEfficiencyReport report, CommandOutput output)
    {
        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }
}
