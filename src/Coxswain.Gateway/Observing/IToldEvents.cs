using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>Something to tell; its events are made off the calls' path.</summary>
internal interface IToldEvents
{
    /// <summary>A call whose end they tell of, for which something is reserved; empty: none.</summary>
    string Reservation { get; }

    IEnumerable<LogRecord> ToEvents(TelemetryOrigin origin);
}
