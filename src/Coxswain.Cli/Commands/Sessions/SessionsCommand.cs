using System.CommandLine;
using Coxswain.Cli.Commands.Store;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary><c>cox sessions list|show</c>.</summary>
internal static class SessionsCommand
{
    private static readonly Option<string?> Project = new("--project") { Description = "Only sessions of this folder or below it", HelpName = "folder" };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many, the newest first", HelpName = "count", DefaultValueFactory = _ => 20 };
    private static readonly Argument<string?> Id = new("session") { Description = "Its id or the start of it; the current session (of this folder, with the newest event) unless given", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var list = new CoxCommand("list", "Lists sessions, the newest first", "cox sessions list", "cox sessions list --project . --json").Runs(ListAsync);
        list.Options.Add(Project);
        list.Options.Add(Limit);
        var show = new CoxCommand("show", "Shows one session: cost, tools, subagents, errors", "cox sessions show", "cox sessions show 578218f9-82db-429a-8a84-c622cc0a3396").Runs(ShowAsync);
        show.Arguments.Add(Id);
        return new CoxCommand("sessions", "Lists sessions of Claude Code and shows one", "cox sessions list", "cox sessions show") { list, show };
    }

    private static async Task<ExitCode> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var project = context.Get(Project) is { Length: > 0 } folder ? Path.GetFullPath(folder) : "";
        var sessions = await client.GetAsync<SessionList>($"/api/sessions?limit={context.Get(Limit)}&project={Uri.EscapeDataString(project)}", cancellationToken);
        DamageNote.Say(sessions.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(sessions);
        }
        else
        {
            SessionsView.Write(sessions, context.Output);
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var id = context.Get(Id) ?? await CurrentSession.FindAsync(client, context, cancellationToken);
        var session = await client.GetAsync<SessionDetail>($"/api/sessions/{Uri.EscapeDataString(id)}", cancellationToken);
        DamageNote.Say(session.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(session);
        }
        else
        {
            SessionsView.Write(session, context.Output);
        }

        return ExitCode.Ok;
    }
}
