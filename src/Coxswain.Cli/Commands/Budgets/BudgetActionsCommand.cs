using System.CommandLine;
using System.Globalization;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets.Actions;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox budget actions</c>.</summary>
internal static class BudgetActionsCommand
{
    public static Option<string?> Budget { get; } = new("--budget") { Description = "Only of this one", HelpName = "name" };

    public static Option<int> Days { get; } = new("--days") { Description = "How far back to look", DefaultValueFactory = static _ => BudgetActionReport.UsualDays };

    public static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetUtcNow().AddDays(-Math.Clamp(context.Get(Days), 0, 36_500)).ToString("O", CultureInfo.InvariantCulture);
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await client.GetAsync<BudgetActionReport>("/api/budget-actions" + QueryString.Of(("budget", context.Get(Budget)), ("since", since)), cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            Write(report, context.Output);
        }

        return ExitCode.Ok;
    }

    private static void Write(BudgetActionReport report, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        if (report.Actions.Count == 0)
        {
            output.WriteLine($"No budget did anything since {UsageFormat.Moment(report.Since, zone)}.");
        }
        else
        {
            output.WriteTable(new TableView(
                [
                    new("time", Least: 16), new("budget", Least: 8), new("did", Least: 12), new("used", Number: true, Rank: 1), new("through", Rank: 3),
                    new("agent", Rank: 2), new("asked for", Rank: 4), new("got", Rank: 2), new("session", Rank: 3, Least: 8),
                ],
                [.. report.Actions.Select(action => Cells(action, zone))]));
        }

        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(BudgetActionReport.Most)}.");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }

    private static string[] Cells(BudgetActionTaken action, TimeZoneInfo zone) =>
    [
        UsageFormat.Moment(action.Time, zone),
        action.Budget,
        action.Action switch { "block" => action.Through == "gateway" ? "call refused" : "prompt refused", "pause_subagents" => "subagent refused", "downshift" => "cheaper model", "advise" => "advice", var other => other },
        action.UsedPercent is { } used ? (Math.Floor(used * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "unknown",
        action.Through,
        Said(action.AgentType),
        action.Action is "downshift" or "pause_subagents" ? UsageFormat.Said(action.FromModel) : "-",
        Said(action.ToModel),
        Said(action.SessionId),
    ];

    private static string Said(string text) => text.Length > 0 ? text : "-";
}
