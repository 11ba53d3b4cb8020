using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Core.Monitoring.Timeouts;

namespace Coxswain.Cli.Commands.Monitoring;

/// <summary><c>cox timeouts</c>.</summary>
internal static class TimeoutsCommand
{
    private static readonly Option<string?> Model = new("--model") { Description = "Only calls to this model", HelpName = "model" };

    public static Command Create() => new CoxCommand(
        "timeouts",
        "Tells how likely calls are to come too late: those under way in the gateway, and new ones by model and size",
        "cox timeouts",
        "cox timeouts --model opus --json")
    {
        Model,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await client.GetAsync<TimeoutReport>($"/api/timeouts{QueryString.Of(("model", context.Get(Model)))}", cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            TimeoutsView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }
}
