namespace Coxswain.Core.Telemetry;

/// <summary>The resource and scope that records of one OTLP scope share.</summary>
public sealed record TelemetryOrigin
{
    /// <summary>The resource's <c>service.name</c>; empty when it has none.</summary>
    public string ServiceName { get; init; } = "";

    public string ResourceSchemaUrl { get; init; } = "";

    /// <summary>Sorted by key (ordinal), as the exporter stores them.</summary>
    public IReadOnlyList<KeyValue> ResourceAttributes { get; init; } = [];

    public string ScopeSchemaUrl { get; init; } = "";

    public string ScopeName { get; init; } = "";

    public string ScopeVersion { get; init; } = "";

    public IReadOnlyList<KeyValue> ScopeAttributes { get; init; } = [];

    public uint ScopeDroppedAttributes { get; init; }

    /// <summary>Of what Coxswain itself tells.</summary>
    /// <param name="scope">The part of it: <c>coxswain.gateway</c>.</param>
    /// <param name="version">Of the product.</param>
    public static TelemetryOrigin Own(string scope, string version)
    {
        const string Service = "coxswain";
        return new TelemetryOrigin
        {
            ServiceName = Service,
            ResourceAttributes = [new KeyValue("service.name", Service), new KeyValue("service.version", version)],
            ScopeName = scope,
            ScopeVersion = version,
        };
    }
}
