namespace Coxswain.Core.Telemetry;

/// <summary>The way in for received telemetry. All or nothing: a batch is durable when this returns <see cref="WriteOutcome.Durable"/>.</summary>
public interface ITelemetryWriter
{
    Task<WriteOutcome> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken);
}
