using System.Collections.Concurrent;
using Coxswain.Core.Pricing;
using Polly.CircuitBreaker;

namespace Coxswain.Gateway.Attempts;

/// <summary>One circuit for each model of the upstream.</summary>
internal sealed class UpstreamCircuits(TimeProvider clock)
{
    /// <summary>Models are what clients name: the rest share one.</summary>
    private const int MostModels = 128;

    private readonly ConcurrentDictionary<string, UpstreamCircuit> _circuits = new(StringComparer.Ordinal);
    private readonly UpstreamCircuit _rest = new(clock);

    public UpstreamCircuit Of(string model)
    {
        var id = ModelId.Normalise(model);
        return _circuits.TryGetValue(id, out var circuit) ? circuit
            : _circuits.Count >= MostModels ? _rest
            : _circuits.GetOrAdd(id, static (_, clock) => new UpstreamCircuit(clock), clock);
    }

    /// <summary>Models whose circuit is not closed: most of their attempts failed last.</summary>
    public IReadOnlyList<string> Broken() => [.. _circuits.Where(static one => one.Value.State != CircuitState.Closed).Select(static one => one.Key).Order(StringComparer.Ordinal)];
}
