using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp.Values;

internal static class Origins
{
    public static TelemetryOrigin OfResource(IReadOnlyList<KeyValue> attributes, string schemaUrl)
    {
        var serviceName = "";
        foreach (var attribute in attributes)
        {
            if (attribute.Key == "service.name")
            {
                serviceName = attribute.Value;
            }
        }

        return new TelemetryOrigin { ServiceName = serviceName, ResourceAttributes = attributes, ResourceSchemaUrl = schemaUrl };
    }
}
