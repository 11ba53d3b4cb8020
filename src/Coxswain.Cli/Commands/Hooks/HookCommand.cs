using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Setup;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Hooks;

/// <summary>
/// <c>cox hook</c>: passes on what Claude Code gives to a hook. Ends with 0 and writes nothing to stdout, whatever happens: the client would act on either. Only
/// with <c>--budgets</c> the daemon's answer is written, so that the client acts on it.
/// </summary>
internal static class HookCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Option<bool> Checkpoint = new("--checkpoint") { Description = "Make a checkpoint instead of passing the event on; written into Claude Code's settings by session-checkpoint --enable" };

    private static readonly Option<bool> Budgets = new("--budgets") { Description = "Have budgets kept to: a prompt or subagent refused, a subagent on the economy model, advice; written into Claude Code's settings by connect --budgets" };

    public static CoxCommand Create()
        => new CoxCommand("hook", "Passes a hook event on standard input to the daemon; written into Claude Code's settings by connect --hooks", "cox hook < event.json") { Checkpoint, Budgets }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await using var input = Console.OpenStandardInput();
            if (await ClientInput.ReadAsync(input, limit.Token) is not { } given)
            {
                context.Output.Say("The event is too large or did not end; it was not sent.");
            }
            else if (context.Get(Checkpoint))
            {
                await CheckpointHook.RunAsync(context, given);
            }
            else if (context.Get(Budgets))
            {
                await BudgetHook.RunAsync(context, given);
            }
            else if (await DaemonMessage.SendAsync(context.Settings.Folder, HookSettings.Path, given, limit.Token) is { Reach: not DaemonReach.Up and var reach })
            {
                context.Output.Say(reach == DaemonReach.Down ? "No daemon is up; the event was not sent." : "The daemon did not take the event.");
            }
        }
        catch (Exception problem) when (problem is SettingsException or CommandException or IOException or UnauthorizedAccessException)
        {
            context.Output.Say(problem.Message);
        }

        return ExitCode.Ok;
    }
}
