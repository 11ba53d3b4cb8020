using System.Collections.Concurrent;
using Coxswain.Core.Pricing;
using Coxswain.Gateway.Observing;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Attempts;

/// <summary>One circuit for each model of the upstream. While one is open, the gateway is degraded for that model: seen, told as an event, and over by itself.</summary>
internal sealed partial class UpstreamCircuits(CallRecorder recorder, TimeProvider clock, ILogger<UpstreamCircuits> logger)
{
    /// <summary>Models are what clients name: the rest share one.</summary>
    private const int MostModels = 128;
    private const string Rest = "(others)";

    /// <summary>A model nobody asked for in so long is called degraded no more: nobody knows.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, UpstreamCircuit> _circuits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, DateTimeOffset LastFailure)> _open = new(StringComparer.Ordinal);

    public UpstreamCircuit Of(string model)
    {
        // Most requests name a model by its plain id: nothing to normalise.
        if (_circuits.TryGetValue(model, out var known))
        {
            return known;
        }

        var id = ModelId.Normalise(model);
        return _circuits.TryGetValue(id, out var circuit) ? circuit : _circuits.GetOrAdd(_circuits.Count >= MostModels ? Rest : id, Create);
    }

    public IReadOnlyList<DegradedModel> Degraded()
    {
        foreach (var (model, (_, lastFailure)) in _open)
        {
            if (clock.GetUtcNow() - lastFailure > Forgotten)
            {
                Change(model, isOpen: false);
            }
        }

        return [.. _open.Select(static one => new DegradedModel(one.Key, one.Value.Since)).OrderBy(static one => one.Model, StringComparer.Ordinal)];
    }

    private UpstreamCircuit Create(string model) => new(clock, isOpen => Change(model, isOpen));

    private void Change(string model, bool isOpen)
    {
        var now = clock.GetUtcNow();
        if (isOpen ? !_open.TryAdd(model, (now, now)) : !_open.TryRemove(model, out _))
        {
            if (isOpen)
            {
                // A probe that failed opens it again: that is no news.
                _open.AddOrUpdate(model, (now, now), (_, known) => (known.Since, now));
            }

            return;
        }

        recorder.Add(new DegradedChange(now, model, isOpen));
        if (isOpen)
        {
            Log.Opened(logger, model);
        }
        else
        {
            Log.Closed(logger, model);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4031, LogLevel.Warning, "Nearly every attempt for {Model} fails at the upstream: until one succeeds, only probes are sent")]
        public static partial void Opened(ILogger logger, string model);

        [LoggerMessage(4032, LogLevel.Information, "The upstream answers for {Model} again")]
        public static partial void Closed(ILogger logger, string model);
    }
}
