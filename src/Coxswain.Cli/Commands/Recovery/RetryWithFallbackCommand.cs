using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Gateway;
using Coxswain.Gateway.Journal;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Recovery;

/// <summary><c>cox retry-with-fallback</c>: sends a failed request again through everything the gateway knows.</summary>
internal static class RetryWithFallbackCommand
{
    private static readonly Option<bool> LastRequest = new("--last-request") { Description = "The newest failed request of the current session (of this folder, with the newest event); so it is without --request too" };
    private static readonly Option<string?> Request = new("--request") { Description = "Another kept request: its id or the start of it; a start that several share names them all", HelpName = "id" };
    private static readonly Option<bool> AutoOptimize = new("--auto-optimize") { Description = "Make the prompt shorter first, where that pays for itself" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would be tried; send nothing" };

    public static Command Create() => new CoxCommand(
        "retry-with-fallback",
        "Sends a failed request again, with everything that may help: waits, another model, a shorter prompt, parts of it",
        "cox retry-with-fallback --last-request --auto-optimize",
        "cox retry-with-fallback --last-request --dry-run",
        "cox retry-with-fallback --request 0199c8 --json")
    {
        LastRequest, Request, AutoOptimize, DryRun,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Get(LastRequest) && context.Get(Request) is not null)
        {
            throw new CommandException(ExitCode.Usage, "--last-request and --request name different requests: give one of them.");
        }

        var folder = context.LoadUsable().Folder;
        await using var client = await CoxConnection.FindDaemonAsync(folder, cancellationToken, LateNote.OfAnswer(context.Output, TimeProvider.System));
        if (client is null || DaemonRecord.Find(folder) is not { Gateway.Length: > 0 } record)
        {
            throw FolderRelease.NoAnswer(folder);
        }

        var entry = await FindAsync(client, context, cancellationToken);
        context.Output.Say($"Request {entry.Id} of {entry.At.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z: {(entry.Model.Length > 0 ? entry.Model : "no model")}, failed with {entry.Failure}{(entry.Status > 0 ? $" ({entry.Status})" : "")}");
        if (context.Get(DryRun))
        {
            var plan = await client.GetAsync<ReplayPlan>($"/api/gateway/journal/{entry.Id}/plan?optimize={(context.Get(AutoOptimize) ? "true" : "false")}", cancellationToken);
            ReplayView.Write(plan, context.Output);
            return ExitCode.Ok;
        }

        var replay = new Replay(record.Gateway, context.Output);
        var answer = await replay.SendAsync(entry, Path.Combine(folder.JournalFolder, entry.Id + JournalFile.Ending), context.Get(AutoOptimize), cancellationToken);
        var account = await client.GetAsync<CallAccount>($"/api/gateway/calls/{answer.CallId}", cancellationToken);
        ReplayView.Write(entry, answer, account, context.Output);
        return answer.IsAnswered ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<JournalEntry> FindAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Get(Request) is { } id)
        {
            var found = await client.GetAsync<IReadOnlyList<JournalEntry>>($"/api/gateway/journal?id={Uri.EscapeDataString(id)}", cancellationToken);
            return found.Count switch
            {
                1 => found[0],
                0 => throw new CommandException(ExitCode.NotFound, $"No failed request {id} is kept. Kept are the last {RequestJournal.MostPerSession} of each session, unless gateway.journal is off."),
                _ => throw new CommandException(ExitCode.Usage, $"{found.Count} kept requests start with {id}: {string.Join(", ", found.Select(static one => one.Id))}"),
            };
        }

        var session = await CurrentSession.FindAsync(client, context, cancellationToken, "Requests of clients without a session are found by their id: --request 0 names all that are kept.");
        var kept = await client.GetAsync<IReadOnlyList<JournalEntry>>($"/api/gateway/journal?session={Uri.EscapeDataString(session)}", cancellationToken);
        return kept.Count > 0
            ? kept[0]
            : throw new CommandException(ExitCode.NotFound, $"No failed request of session {session} is kept. The gateway keeps those that fail through it (ANTHROPIC_BASE_URL), unless gateway.journal is off.");
    }
}
