using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway;

/// <summary>Says what the gateway does at this moment.</summary>
public sealed class GatewayState
{
    private readonly GatewayOptions _options;
    private readonly GatewayCounters _counters;
    private readonly UpstreamCircuits _circuits;
    private readonly CallRecorder _recorder;

    internal GatewayState(GatewayOptions options, GatewayCounters counters, UpstreamCircuits circuits, CallRecorder recorder)
        => (_options, _counters, _circuits, _recorder) = (options, counters, circuits, recorder);

    public GatewayReport Read() => new(
        _options.Upstream.TrimEnd('/'), CallEvents.Word(_options.ClaudeCode), CallEvents.Word(_options.OtherClients), _counters.UnderWay, _counters.Begun, _counters.Answered, _counters.Recovered,
        _counters.Failed, _counters.ClientGone, _circuits.Degraded(), _recorder.Lost);
}
