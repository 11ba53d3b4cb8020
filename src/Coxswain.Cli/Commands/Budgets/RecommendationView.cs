using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes a recommendation for people: the model, each model's figures with their intervals, why, and what it rests on.</summary>
internal static class RecommendationView
{
    public static void Write(RecommendationReport report, CommandOutput output)
    {
        if (report is not { Model: { } model, Confidence: { } confidence })
        {
            output.WriteLine($"No recommendation: {report.Reasoning}");
            return;
        }

        output.WriteLine($"{model} · confidence {Percent(confidence)} that it is solved at the first try · an estimate{(report.IsColdStart ? " from what is assumed" : "")}");
        output.WriteLine("");
        output.WriteTable(new TableView(
            [
                new("model"), new("success", Number: true), new("80 % interval", Rank: 1, Number: true), new("first try", Number: true), new("80 % interval", Rank: 2, Number: true),
                new("until solved", Number: true), new("similar tasks", Number: true, Rank: 3),
            ],
            [.. report.Models.Select(static row => Cells(row))]));
        output.WriteLine("");
        output.WriteLine(report.Reasoning);
        WriteNotes(report, output);
    }

    internal static string RestsOn(RecommendationReport report, TimeZoneInfo zone)
    {
        var past = report.Past;
        var labels = string.Join(", ", past.Labels.Select(static label => $"{label.Sign switch { "none" => "no sign of trouble", "unknown" => "outcome unknown", _ => label.Sign.Replace('_', ' ') }} {UsageFormat.Count(label.Tasks)} ({Percent(label.Share)})"));
        var bound = $"of the last {UsageFormat.Things(past.WindowDays, "day")}{(past.IsCut ? $", the newest {UsageFormat.Count(past.MostTasks)} looked at" : "")}";
        return past is { From: { } from, Until: { } until }
            ? $"Rests on {UsageFormat.Things(past.Tasks, "past task")} {bound}, {UsageFormat.Moment(from, zone)} to {UsageFormat.Moment(until, zone)}, {UsageFormat.Count(past.WithWords)} with words. Outcomes: {labels}."
            : $"Rests on no past task: none {bound}.";
    }

    private static void WriteNotes(RecommendationReport report, CommandOutput output)
    {
        output.WriteLine(RestsOn(report, LocalZone.Of(output)));
        if (report.Past is { MixedModels: var mixed, Open: var open } && mixed + open > 0)
        {
            output.WriteLine($"Left out: {UsageFormat.Things(mixed, "task")} done by several models, {UsageFormat.Count(open)} that may not be over.");
        }

        output.WriteLine($"Assumed before own tasks tell: success and difficulty as of {report.Prior.Tasks:yyyy-MM-dd}, models {report.Prior.Models:yyyy-MM-dd}, prices {report.Prior.Prices:yyyy-MM-dd}.");
        if (report.Budget is { } budget)
        {
            var less = budget.UnknownCostRequests > 0 ? "at most " : "";
            output.WriteLine($"Tightest budget: {budget.Name}, {less}{UsageFormat.Money(budget.LeftUsd)} of {UsageFormat.Money(budget.LimitUsd)} left{(budget.Session.Length > 0 ? $" in session {budget.Session}" : "")}.");
        }

        if (report.BudgetNote.Length > 0)
        {
            output.WriteLine($"No budget counted: {report.BudgetNote}");
        }

        if (report.Asked is { } asked)
        {
            output.WriteLine(asked.Difficulty is { } shares
                ? $"{asked.Model} was asked: routine {Percent(shares.Routine)}, ordinary {Percent(shares.Ordinary)}, hard {Percent(shares.Hard)}; it counts {asked.Weight.ToString("0.##", CultureInfo.InvariantCulture)} against 1 for the signs."
                : $"Not asked: {asked.Note}");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }

    private static string[] Cells(ModelEstimate row) =>
    [
        row.Model,
        Percent(row.Success),
        $"{Percent(row.SuccessLow)} to {Percent(row.SuccessHigh)}",
        UsageFormat.Money(row.CostUsd),
        $"{UsageFormat.Money(row.CostLowUsd)} to {UsageFormat.Money(row.CostHighUsd)}",
        UsageFormat.Money(row.SolvedUsd),
        UsageFormat.Count(row.SimilarTasks),
    ];

    private static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{100 * rate:0} %");
}
