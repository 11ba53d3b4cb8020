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
        // The terminal's own line editing is enough; the console class would first send it escape sequences.
        using var input = new StreamReader(Console.OpenStandardInput());
        return input.ReadLine()?.Trim() is "y" or "Y" or "yes" or "Yes";
    }
}
