using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Cli.Commands.Store;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary><c>cox budget-status</c>.</summary>
internal static class BudgetStatusCommand
{
    private static readonly Option<bool> CurrentSessionOption = new("--current-session") { Description = "Compare session budgets with the session of this folder that has the newest event" };
    private static readonly Option<string?> Session = new("--session") { Description = "Compare session budgets with this session: its id or the start of it", HelpName = "id" };

    private static readonly Option<bool> Projections = new("--projections") { Description = "Also tell what each day, week or month will have cost at its end, with an interval, and when its limit is reached" };

    public static Command Create() => new CoxCommand("budget-status", "Tells how far budgets are used", "cox budget-status", "cox budget-status --current-session --projections", "cox budget-status --json") { CurrentSessionOption, Session, Projections }
        .Runs(RunAsync);

    /// <summary>Also for commands that have none of these options.</summary>
    public static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var session = context.Get(Session) ?? (context.Get(CurrentSessionOption) ? await CurrentSession.LookAsync(client, context, cancellationToken) : "");
        if (session is null)
        {
            context.Output.Say($"No session is known for {CurrentSession.Folder}: budgets of sessions are compared with none. Name one: --session <id>.");
        }

        var report = await client.GetAsync<BudgetReport>("/api/budgets" + QueryString.Of(("session", session), ("projections", context.Get(Projections) ? "true" : null)), cancellationToken);
        DamageNote.Say(report.DamageNote, context.Output);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            BudgetView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }
}
