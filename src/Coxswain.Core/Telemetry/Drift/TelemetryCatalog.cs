using System.Text.Json;

namespace Coxswain.Core.Telemetry.Drift;

/// <summary>Every event, metric and attribute of Claude Code known when this build was made, and where each lands.</summary>
/// <param name="Published">When the list was compared with the client.</param>
/// <param name="ClientVersion">The newest client it was compared with.</param>
/// <param name="Shared">Attributes that any event or metric may have.</param>
public sealed record TelemetryCatalog(
    DateOnly Published,
    string ClientVersion,
    IReadOnlyList<CatalogField> Shared,
    IReadOnlyList<CatalogEntry> Events,
    IReadOnlyList<CatalogEntry> Metrics)
{
    private const string ResourceName = "Coxswain.Core.Telemetry.Drift.client-telemetry.json";

    public static TelemetryCatalog Shipped()
    {
        using var stream = typeof(TelemetryCatalog).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks {ResourceName}.");
        return JsonSerializer.Deserialize<TelemetryCatalog>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"{ResourceName} is empty.");
    }
}
