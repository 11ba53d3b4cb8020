using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Core.Monitoring.Errors;

namespace Coxswain.Cli.Commands.Monitoring;

/// <summary><c>cox errors</c>.</summary>
internal static class ErrorsCommand
{
    private static readonly Option<string?> Since = new("--since") { Description = "First day or time: 2026-11-01, 2026-11-01T14:30, or an age: 7d, 12h; 24h unless given", HelpName = "time" };
    private static readonly Option<string?> Until = new("--until") { Description = "Last day (counted whole), or the time to stop before", HelpName = "time" };
    private static readonly Option<string?> Project = new("--project") { Description = "Only requests made in this folder or below it", HelpName = "folder" };
    private static readonly Option<string?> Model = new("--model") { Description = "Only requests to this model", HelpName = "model" };

    public static Command Create() => new CoxCommand(
        "errors",
        "Tells how often requests of all sessions failed, with what, what became of them, and what may help",
        "cox errors",
        "cox errors --since 7d --project .",
        "cox errors --since 30d --json")
    {
        Since, Until, Project, Model,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var asked = QueryString.Of(
            ("since", context.Get(Since) is { Length: > 0 } since ? since : "24h"),
            ("until", context.Get(Until)),
            ("timezone", LocalZone.Iana(context.Output)),
            ("project", context.Get(Project) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null),
            ("model", context.Get(Model)));
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await client.GetAsync<ErrorRateReport>($"/api/errors{asked}", cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            ErrorsView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }
}
