using System.Text.Json.Serialization;

namespace Coxswain.Core.Health;

/// <summary>What a figure counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthUnit>))]
public enum HealthUnit
{
    /// <summary>0 to 1.</summary>
    [JsonStringEnumMemberName("share")]
    Share,

    [JsonStringEnumMemberName("tokens_per_turn")]
    TokensPerTurn,

    [JsonStringEnumMemberName("turns")]
    Turns,
}
