using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>Who tells the gateway's events: Coxswain, in this version.</summary>
public sealed record GatewayOrigin(TelemetryOrigin Value)
{
    public static GatewayOrigin Of(string version) => new(new TelemetryOrigin
    {
        ServiceName = "coxswain",
        ResourceAttributes = [new KeyValue("service.name", "coxswain"), new KeyValue("service.version", version)],
        ScopeName = "coxswain.gateway",
        ScopeVersion = version,
    });
}
