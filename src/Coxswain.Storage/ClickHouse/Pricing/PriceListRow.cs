using System.Text.Json.Serialization;

namespace Coxswain.Storage.ClickHouse.Pricing;

/// <summary>One row of <c>price_list</c> as JSON; names are its columns. Money travels as text, so that no digit is lost.</summary>
internal sealed record PriceListRow
{
    [JsonPropertyName("synced_at")]
    public required string SyncedAt { get; init; }

    [JsonPropertyName("book_hash")]
    public required string BookHash { get; init; }

    [JsonPropertyName("published")]
    public required string Published { get; init; }

    [JsonPropertyName("model_id")]
    public required string ModelId { get; init; }

    [JsonPropertyName("is_fast")]
    public required int IsFast { get; init; }

    [JsonPropertyName("effective_from")]
    public required string EffectiveFrom { get; init; }

    [JsonPropertyName("effective_to")]
    public required string EffectiveTo { get; init; }

    [JsonPropertyName("input_usd")]
    public required string Input { get; init; }

    [JsonPropertyName("cache_write_5m_usd")]
    public required string CacheWrite5m { get; init; }

    [JsonPropertyName("cache_write_1h_usd")]
    public required string CacheWrite1h { get; init; }

    [JsonPropertyName("cache_read_usd")]
    public required string CacheRead { get; init; }

    [JsonPropertyName("output_usd")]
    public required string Output { get; init; }

    [JsonPropertyName("long_above_tokens")]
    public required long LongAboveTokens { get; init; }

    [JsonPropertyName("long_input_usd")]
    public required string LongInput { get; init; }

    [JsonPropertyName("long_cache_write_5m_usd")]
    public required string LongCacheWrite5m { get; init; }

    [JsonPropertyName("long_cache_write_1h_usd")]
    public required string LongCacheWrite1h { get; init; }

    [JsonPropertyName("long_cache_read_usd")]
    public required string LongCacheRead { get; init; }

    [JsonPropertyName("long_output_usd")]
    public required string LongOutput { get; init; }

    [JsonPropertyName("batch_factor")]
    public required string BatchFactor { get; init; }

    [JsonPropertyName("us_factor")]
    public required string UsFactor { get; init; }

    [JsonPropertyName("web_search_usd")]
    public required string WebSearch { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("checked")]
    public required string Checked { get; init; }

    [JsonPropertyName("confidence")]
    public required string Confidence { get; init; }
}
