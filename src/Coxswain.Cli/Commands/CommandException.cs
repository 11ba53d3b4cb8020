namespace Coxswain.Cli.Commands;

/// <summary>Ends a command with a message on stderr and an exit code.</summary>
internal sealed class CommandException(ExitCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode Code { get; } = code;
}
