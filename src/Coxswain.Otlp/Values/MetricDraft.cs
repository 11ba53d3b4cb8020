using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp.Values;

/// <summary>What all data points of one metric share. In either encoding the name may come after the points, so it is read first.</summary>
internal sealed record MetricDraft(TelemetryOrigin Origin, string Name, string Description, string Unit)
{
    public int Temporality { get; init; }

    public bool IsMonotonic { get; init; }
}
