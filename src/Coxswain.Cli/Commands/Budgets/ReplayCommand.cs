using System.CommandLine;
using System.Text.Json;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox replay</c>: what another choice of models would have cost.</summary>
internal static class ReplayCommand
{
    private const int LargestFileBytes = 1 << 19;

    private static readonly Option<string> Policy = new("--policy") { Description = "do-nothing, recommended, all-haiku, all-sonnet, all-opus, all-fable, or a file of rules (docs/replay.md)", HelpName = "name|file", Required = true };
    private static readonly Option<string?> Since = new("--since") { Description = "First day or time: 2026-11-01, 2026-11-01T14:30, or an age: 7d, 12h", HelpName = "time" };
    private static readonly Option<string?> Until = new("--until") { Description = "Last day (counted whole), or the time to stop before", HelpName = "time" };
    private static readonly Option<string?> Project = new("--project") { Description = "Only requests made in this folder or below it", HelpName = "folder" };
    private static readonly Option<string?> Session = new("--session") { Description = "Only this session: its id or the start of it", HelpName = "id" };

    public static Command Create() => new CoxCommand(
        "replay",
        "Tells what another choice of models would have cost over what was recorded",
        "cox replay --policy recommended --since 30d",
        "cox replay --policy do-nothing",
        "cox replay --policy all-haiku --project . --json")
    {
        Policy, Since, Until, Project, Session,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var policy = context.Get(Policy) ?? "";
        JsonElement? rules = null;
        if (File.Exists(policy) && !TryRead(policy, out rules))
        {
            context.Output.Say($"{policy} is no JSON, or larger than {LargestFileBytes} bytes.");
            return ExitCode.Usage;
        }

        var wish = new ReplayWish(
            rules is null ? policy : null,
            rules,
            context.Get(Since),
            context.Get(Until),
            LocalZone.Iana(context.Output),
            context.Get(Project) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
            context.Get(Session));
        await using var client = await context.ConnectAsync(cancellationToken);
        var report = await client.PostAsync<ReplayReport>("/api/replay", wish, cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            ReplayView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }

    private static bool TryRead(string path, out JsonElement? rules)
    {
        rules = null;
        if (new FileInfo(path).Length > LargestFileBytes)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 16 });
            rules = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
