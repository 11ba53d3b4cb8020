using System.Text.Json.Serialization;

namespace Coxswain.Core.Health;

/// <summary>How a figure is judged, by the thresholds of <c>health-bands.json</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthBand>))]
public enum HealthBand
{
    [JsonStringEnumMemberName("good")]
    Good,

    [JsonStringEnumMemberName("warn")]
    Warn,

    [JsonStringEnumMemberName("bad")]
    Bad,
}
