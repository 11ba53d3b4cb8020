using Coxswain.Server.Api.Store;
using Coxswain.Server.Hosting;
using Coxswain.Storage.Opening;

namespace Coxswain.Server.Api.Import;

/// <summary>Whether an import can come to its end. A daemon's outbox takes it in and waits for the store; a server that ends with its command cannot wait.</summary>
internal sealed class ImportableStore(ServerModeFeature mode, StoreGate gate, TimeProvider clock)
{
    /// <returns>Why it cannot; <see langword="null"/> when it can.</returns>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        if (mode.Mode != ServerMode.OneCommand)
        {
            return null;
        }

        await StoreReadiness.IsReadableAsync(gate, clock, cancellationToken);
        return gate.Problem;
    }
}
