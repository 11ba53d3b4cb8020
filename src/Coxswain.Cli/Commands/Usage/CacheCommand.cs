using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Cli.Commands.Usage;

/// <summary><c>cox cache</c>: what was lost of the prompt cache, what that cost and why.</summary>
internal static class CacheCommand
{
    private static readonly Option<string?> By = new("--by") { Description = "One row per session, project or cause; by cause unless given", HelpName = "what" };
    private static readonly Option<string?> Since = new("--since") { Description = "First day or time: 2026-11-01, 2026-11-01T14:30, or an age: 7d, 12h", HelpName = "time" };
    private static readonly Option<string?> Until = new("--until") { Description = "Last day (counted whole), or the time to stop before", HelpName = "time" };
    private static readonly Option<string?> Project = new("--project") { Description = "Only turns made in this folder or below it", HelpName = "folder" };
    private static readonly Option<string?> Session = new("--session") { Description = "Only this session: its id or the start of it", HelpName = "id" };

    public static Command Create() => new CoxCommand(
        "cache",
        "Tells which turns read less from the prompt cache than they could have, what that cost and why",
        "cox cache --since 7d",
        "cox cache --by session --project .",
        "cox cache --session 2d1add8a --json")
    {
        By, Since, Until, Project, Session,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var asked = QueryString.Of(
            ("by", context.Get(By)),
            ("since", context.Get(Since)),
            ("until", context.Get(Until)),
            ("timezone", LocalZone.Iana(context.Output)),
            ("project", context.Get(Project) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null),
            ("session", context.Get(Session)));
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await client.GetAsync<CacheReport>($"/api/cache{asked}", cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            CacheView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }
}
