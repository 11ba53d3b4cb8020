using Coxswain.Cli.Client;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary>The session of this folder with the newest event. It is named, so that nobody reads another one's figures unawares.</summary>
internal static class CurrentSession
{
    /// <param name="otherwise">What can be done where there is none.</param>
    public static async Task<string> FindAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken, string otherwise = "Name one (cox sessions list), or import transcripts: cox import")
    {
        return await LookAsync(client, context, cancellationToken)
            ?? throw new CommandException(ExitCode.NotFound, $"No session is known for {Folder}. {otherwise}");
    }

    /// <returns><see langword="null"/>: there is none.</returns>
    public static async Task<string?> LookAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken)
    {
        var newest = (await client.GetAsync<SessionList>($"/api/sessions?limit=1&project={Uri.EscapeDataString(Folder)}", cancellationToken)).Sessions;
        if (newest is [var session, ..])
        {
            context.Output.Say($"Current session: {session.SessionId}");
            return session.SessionId;
        }

        return null;
    }

    public static string Folder => Path.GetFullPath(".");
}
