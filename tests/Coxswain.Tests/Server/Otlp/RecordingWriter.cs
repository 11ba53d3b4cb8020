using System.Collections.Concurrent;
using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Server.Otlp;

/// <summary>An outbox that keeps batches in memory and answers what it is told to.</summary>
internal sealed class RecordingWriter : ITelemetryWriter
{
    public ConcurrentQueue<TelemetryBatch> Batches { get; } = [];

    public WriteOutcome Outcome { get; set; } = WriteOutcome.Durable;

    public Task<WriteOutcome> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        if (Outcome == WriteOutcome.Durable)
        {
            Batches.Enqueue(batch);
        }

        return Task.FromResult(Outcome);
    }
}
