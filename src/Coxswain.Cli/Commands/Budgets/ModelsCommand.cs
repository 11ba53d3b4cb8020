using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets.Efficiency;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox models</c>: what each model costs, takes and achieves.</summary>
internal static class ModelsCommand
{
    private static readonly Option<string?> Since = new("--since") { Description = "First day or time: 2026-11-01, 2026-11-01T14:30, or an age: 7d, 12h", HelpName = "time" };
    private static readonly Option<string?> Until = new("--until") { Description = "Last day (counted whole), or the time to stop before", HelpName = "time" };
    private static readonly Option<string?> Project = new("--project") { Description = "Only tasks and requests of this folder or below it", HelpName = "folder" };

    public static Command Create() => new CoxCommand(
        "models",
        "Compares models by cost, time, speed, cache and success, on all tasks and on like ones",
        "cox models --since 30d",
        "cox models --project . --json")
    {
        Since, Until, Project,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var asked = QueryString.Of(
            ("since", context.Get(Since)),
            ("until", context.Get(Until)),
            ("timezone", LocalZone.Iana(context.Output)),
            ("project", context.Get(Project) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null));
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await client.GetAsync<ModelEfficiencyReport>($"/api/models/efficiency{asked}", cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            ModelsView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }
}
