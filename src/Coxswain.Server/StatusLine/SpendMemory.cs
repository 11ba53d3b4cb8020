using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;

namespace Coxswain.Server.StatusLine;

/// <summary>What sessions spent, as the store said last.</summary>
internal sealed class SpendMemory(IUsageStore store, IOutbox outbox, TimeProvider clock)
{
    private readonly ReadingMemory<string, SessionSpend?> _readings = new(
        (session, cancellationToken) => store.ReadSpendAsync(session, clock.GetUtcNow() - SessionSpend.Recent, cancellationToken), TimeSpan.Zero, outbox, clock);

    /// <inheritdoc cref="ReadingMemory{TKey,TValue}.ReadAsync"/>
    public async Task<SpendReading?> ReadAsync(string session, TimeSpan patience, CancellationToken cancellationToken)
        => await _readings.ReadAsync(session, patience, cancellationToken) is { } reading ? new SpendReading(reading.Value, reading.AsOf, reading.StoredRows) : null;
}
