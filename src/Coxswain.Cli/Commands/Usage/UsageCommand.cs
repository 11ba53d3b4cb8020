using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Usage;

namespace Coxswain.Cli.Commands.Usage;

/// <summary><c>cox usage</c>: tokens and cost, grouped in nine ways.</summary>
internal static class UsageCommand
{
    private static readonly Option<string?> Since = new("--since") { Description = "First day or time: 2026-11-01, 2026-11-01T14:30, or an age: 7d, 12h", HelpName = "time", Recursive = true };
    private static readonly Option<string?> Until = new("--until") { Description = "Last day (counted whole), or the time to stop before", HelpName = "time", Recursive = true };
    private static readonly Option<string?> Zone = new("--timezone") { Description = "IANA time zone of days, weeks and months; this machine's unless given", HelpName = "zone", Recursive = true };
    private static readonly Option<string?> Project = new("--project") { Description = "Only requests made in this folder or below it", HelpName = "folder", Recursive = true };
    private static readonly Option<string?> Model = new("--model") { Description = "Only requests this model answered", HelpName = "model", Recursive = true };
    private static readonly Option<string?> Session = new("--session") { Description = "Only this session: its id or the start of it", HelpName = "id", Recursive = true };

    private static readonly (string Name, string Description)[] Reports =
    [
        ("daily", "By day"),
        ("weekly", "By week; weeks start on Monday"),
        ("monthly", "By month"),
        ("session", "By session, the newest last"),
        ("blocks", "By window of five hours, with how fast each is used up"),
        ("model", "By model, the dearest first"),
        ("project", "By project, the dearest first"),
        ("branch", "By branch, the dearest first"),
        ("agent", "By subagent, the dearest first"),
    ];

    public static Command Create()
    {
        var usage = new CoxCommand(
            "usage", "Tells what Claude Code used and what it cost; by day unless told otherwise", "cox usage --since 7d", "cox usage model --since 2026-11-01 --json", "cox usage session --session 3f2a…")
            .Runs((context, cancellationToken) => RunAsync("daily", context, cancellationToken));
        foreach (var option in new[] { Since, Until, Zone, Project, Model, Session })
        {
            usage.Options.Add(option);
        }

        foreach (var (name, description) in Reports)
        {
            usage.Subcommands.Add(new CoxCommand(name, description, $"cox usage {name} --since 30d").Runs((context, cancellationToken) => RunAsync(name, context, cancellationToken)));
        }

        return usage;
    }

    private static async Task<ExitCode> RunAsync(string report, CommandContext context, CancellationToken cancellationToken)
    {
        var question = Question(report, context);
        var answer = FirstUsage.TryAnswer(context.Settings, question, TimeProvider.System, cancellationToken) ?? await AskAsync(question, context, cancellationToken);
        DamageNote.Say(answer.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(answer);
        }
        else
        {
            UsageView.Write(answer, context.Output);
        }

        return ExitCode.Ok;
    }

    private static UsageQuestion Question(string report, CommandContext context) => new(
        report,
        context.Get(Since) ?? "",
        context.Get(Until) ?? "",
        context.Get(Zone) ?? LocalZone.Iana(context.Output),
        context.Get(Project) is { Length: > 0 } folder ? Path.GetFullPath(folder) : "",
        context.Get(Model) ?? "",
        context.Get(Session) ?? "");

    private static async Task<UsageReport> AskAsync(UsageQuestion question, CommandContext context, CancellationToken cancellationToken)
    {
        var asked = QueryString.Of(
            ("since", question.Since), ("until", question.Until), ("timezone", question.TimeZone), ("project", question.Project), ("model", question.Model), ("session", question.Session));
        await using var client = await context.ConnectAsync(cancellationToken);
        return await client.GetAsync<UsageReport>($"/api/usage/{question.Report}{asked}", cancellationToken);
    }
}
