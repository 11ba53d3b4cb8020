using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>Who tells the gateway's events: Coxswain, in this version.</summary>
public sealed record GatewayOrigin(TelemetryOrigin Value)
{
    public static GatewayOrigin Of(string version) => new(TelemetryOrigin.Own("coxswain.gateway", version));
}
