using Coxswain.Cli.Client;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Store;

namespace Coxswain.Cli.Commands.Store;

/// <summary>One line on stderr above figures that may lack rows.</summary>
internal static class DamageNote
{
    public static async Task SayAsync(CoxClient client, CommandOutput output, CancellationToken cancellationToken) =>
        Say((await client.GetAsync<StoreReport>("/api/store", cancellationToken)).DamageNote, output);

    /// <param name="note"><see langword="null"/> when no damage is open.</param>
    public static void Say(string? note, CommandOutput output)
    {
        if (note is not null)
        {
            output.Say(note);
        }
    }
}
