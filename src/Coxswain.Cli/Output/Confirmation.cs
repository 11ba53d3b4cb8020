using Coxswain.Cli.Commands;

namespace Coxswain.Cli.Output;

/// <summary>Asks before a change. Without a terminal to ask on, the caller must have said <c>--yes</c>.</summary>
internal static class Confirmation
{
    public static bool Ask(CommandOutput output, string question)
    {
        if (Console.IsInputRedirected)
        {
            throw new CommandException(ExitCode.Usage, $"{question} There is no terminal to ask on: add --yes to do it, or --dry-run to only look.");
        }

        output.Say($"{question} [y/N]");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes" or "Yes";
    }
}
