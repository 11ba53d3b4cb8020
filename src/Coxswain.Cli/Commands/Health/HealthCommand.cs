using System.CommandLine;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Core.Health;

namespace Coxswain.Cli.Commands.Health;

/// <summary><c>cox health</c>: how healthy a session's context window is.</summary>
internal static class HealthCommand
{
    private static readonly Option<string?> Session = new("--session") { Description = "Its id or the start of it; the current session (of this folder, with the newest event) unless given", HelpName = "id" };

    public static Command Create() => new CoxCommand(
        "health", "Shows how healthy a session's context window is, and what to do about it", "cox health", "cox health --session 578218f9", "cox health --json")
    {
        Session,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var id = context.Get(Session) ?? await CurrentSession.FindAsync(client, context, cancellationToken);
        var health = await client.GetAsync<ContextHealth>($"/api/sessions/{Uri.EscapeDataString(id)}/health", cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(health);
        }
        else
        {
            HealthView.Write(health, context.Output);
        }

        return ExitCode.Ok;
    }
}
