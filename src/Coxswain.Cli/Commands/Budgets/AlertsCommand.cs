using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox alerts</c>: which thresholds of budgets were crossed, and who was told.</summary>
internal static class AlertsCommand
{
    private const int Newest = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Option<string?> Budget = new("--budget") { Description = "Only those of one budget", HelpName = "name" };
    private static readonly Option<bool> Follow = new("--follow") { Description = "Print alerts as they come, until interrupted; with --json one line each" };
    private static readonly Option<string?> Channel = new("--channel") { Description = "Only this one: terminal, desktop, webhook or command", HelpName = "name" };

    public static Command Create() => new CoxCommand("alerts", "Lists which thresholds of budgets were crossed, the newest first, and who was told", "cox alerts", "cox alerts --budget day --json", "cox alerts --follow", "cox alerts test")
    {
        Budget,
        Follow,
        new CoxCommand("test", "Sends a marked test message through the channels and tells what became of each", "cox alerts test", "cox alerts test --channel webhook") { Channel }.Runs(TestAsync),
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await ReadAsync(client, context, cancellationToken);
        if (context.Get(Follow))
        {
            return await FollowAsync(client, context, report, cancellationToken);
        }

        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            AlertView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> FollowAsync(CoxClient client, CommandContext context, AlertReport report, CancellationToken cancellationToken)
    {
        if (!client.IsDaemon)
        {
            throw new CommandException(ExitCode.Unreachable, "No daemon is up, and without one no budget is watched: cox up");
        }

        var zone = LocalZone.OfReport(report.TimeZone);
        var last = report.Alerts.Select(static alert => alert.Id).DefaultIfEmpty().Max();
        while (true)
        {
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            foreach (var alert in (await ReadAsync(client, context, cancellationToken)).Alerts.Where(alert => alert.Id > last).OrderBy(static alert => alert.Id))
            {
                last = alert.Id;
                context.Output.WriteWhole(context.Output.Json ? AlertView.Json(alert) : AlertView.Line(alert, zone));
            }
        }
    }

    private static Task<AlertReport> ReadAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken)
        => client.GetAsync<AlertReport>("/api/alerts" + QueryString.Of(("budget", context.Get(Budget)), ("limit", $"{Newest}")), cancellationToken);

    private static async Task<ExitCode> TestAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var tested = await client.PostAsync<IReadOnlyList<TestedChannel>>("/api/alerts/test" + QueryString.Of(("channel", context.Get(Channel))), null, cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(tested);
        }
        else if (tested.Count == 0)
        {
            context.Output.WriteLine("No channel is set up: cox config set alerts.desktop true, for one.");
        }

        foreach (var channel in context.Output.Json ? [] : tested)
        {
            context.Output.WriteLine($"{channel.Channel}: {channel.Problem ?? "took the test message"}");
        }

        return tested.All(static channel => channel.Problem is null) ? ExitCode.Ok : ExitCode.Failed;
    }
}
