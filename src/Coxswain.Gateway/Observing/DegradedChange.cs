using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>A model is degraded from now on, or no longer.</summary>
internal sealed record DegradedChange(DateTimeOffset At, string Model, bool IsDegraded) : IToldEvents
{
    public string Reservation => "";

    public IEnumerable<LogRecord> ToEvents(TelemetryOrigin origin) => [CallEvents.OfDegraded(this, origin)];
}
