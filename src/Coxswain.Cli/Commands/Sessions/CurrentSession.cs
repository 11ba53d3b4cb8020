using Coxswain.Cli.Client;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary>The session of this folder with the newest event. It is named, so that nobody reads another one's figures unawares.</summary>
internal static class CurrentSession
{
    /// <param name="otherwise">What can be done where there is none.</param>
    public static async Task<string> FindAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken, string otherwise = "Name one (cox sessions list), or import transcripts: cox import")
    {
        var folder = Path.GetFullPath(".");
        var newest = (await client.GetAsync<SessionList>($"/api/sessions?limit=1&project={Uri.EscapeDataString(folder)}", cancellationToken)).Sessions;
        if (newest.Count == 0)
        {
            throw new CommandException(ExitCode.NotFound, $"No session is known for {folder}. {otherwise}");
        }

        context.Output.Say($"Current session: {newest[0].SessionId}");
        return newest[0].SessionId;
    }
}
