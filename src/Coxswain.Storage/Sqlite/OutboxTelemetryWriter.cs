using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.Sqlite;

/// <summary>Encodes on the caller's thread, commits on the writer's.</summary>
internal sealed class OutboxTelemetryWriter(StateWriter writer, Func<TelemetryBatch, IReadOnlyList<RowBlock>> encode) : ITelemetryWriter
{
    public Task<WriteOutcome> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return batch.RecordCount == 0
            ? Task.FromResult(WriteOutcome.Durable)
            : writer.AppendAsync(new RowAppend(encode(batch), batch.ContentHash, cursor: null, endedCalls: batch.EndedCalls));
    }
}
