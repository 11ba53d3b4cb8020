using System.Globalization;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary>Finds what a user means, who may write only the start of a session's id.</summary>
internal static class CheckpointChoice
{
    /// <param name="written"><c>session/number</c>.</param>
    /// <exception cref="CommandException">It names none, or more than one.</exception>
    public static Checkpoint Find(CheckpointFolder folder, string written)
    {
        var slash = written.LastIndexOf('/');
        return slash > 0 && int.TryParse(written.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? folder.Find(Session(folder, written[..slash]), number) ?? throw new CommandException(ExitCode.NotFound, $"There is no checkpoint {written}: cox session-checkpoint list")
            : throw new CommandException(ExitCode.Usage, $"A checkpoint is named by session and number, as cox session-checkpoint list prints it, not \"{written}\".");
    }

    /// <exception cref="CommandException">None starts so, or more than one.</exception>
    public static string Session(CheckpointFolder folder, string start)
    {
        var found = folder.Sessions().Where(session => session.StartsWith(start, StringComparison.Ordinal)).ToArray();
        return found.Contains(start) ? start
            : found.Length == 1 ? found[0]
            : found.Length == 0 ? throw new CommandException(ExitCode.NotFound, $"No session with checkpoints starts with {start}.")
            : throw new CommandException(ExitCode.Usage, $"More than one session starts with {start}: {string.Join(", ", found.Take(10))}. Write more of the id.");
    }
}
