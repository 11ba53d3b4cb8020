using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>Something to tell; its events are made off the calls' path.</summary>
internal interface IToldEvents
{
    IEnumerable<LogRecord> ToEvents(TelemetryOrigin origin);
}
