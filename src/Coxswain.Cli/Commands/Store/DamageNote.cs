using Coxswain.Cli.Client;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Store;

namespace Coxswain.Cli.Commands.Store;

/// <summary>One line on stderr above figures that may lack rows.</summary>
internal static class DamageNote
{
    public static async Task SayAsync(CoxClient client, CommandOutput output, CancellationToken cancellationToken) =>
        Say((await client.GetAsync<StoreReport>("/api/store", cancellationToken)).Damage.Count, output);

    /// <param name="count">Pieces of damage that nobody has acknowledged.</param>
    public static void Say(int count, CommandOutput output)
    {
        if (count > 0)
        {
            output.Say($"Rows may be missing: {count} {(count == 1 ? "piece of damage is" : "pieces of damage are")} not acknowledged: cox doctor");
        }
    }
}
