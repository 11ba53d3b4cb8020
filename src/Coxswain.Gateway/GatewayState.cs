using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway;

/// <summary>Says what the gateway does at this moment.</summary>
public sealed class GatewayState
{
    private readonly Func<GatewayReport> _read;

    internal GatewayState(GatewayOptions options, GatewayCounters counters, UpstreamCircuits circuits, CallRecorder recorder)
    {
        var upstream = new UriBuilder(options.Upstream) { UserName = "", Password = "" }.Uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _read = () => new GatewayReport(
            upstream, CallEvents.Word(options.ClaudeCode), CallEvents.Word(options.OtherClients), counters.UnderWay, counters.Begun, counters.Answered, counters.Recovered,
            counters.Failed, counters.ClientGone, circuits.Degraded(), recorder.Lost);
    }

    public GatewayReport Read() => _read();
}
