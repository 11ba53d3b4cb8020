using System.ComponentModel.DataAnnotations;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>Bounds of one query through <c>/clickhouse</c>; a client may ask for less, never for more.</summary>
public sealed class ClickHouseHttpOptions
{
    public const string Section = "Coxswain:Sql";

    /// <summary>A longer result is refused (TOO_MANY_ROWS_OR_BYTES), not cut.</summary>
    [Range(1, 1_000_000_000)]
    public long MaxRows { get; set; } = 1_000_000;

    [Range(1, 1L << 40)]
    public long MaxResultBytes { get; set; } = 1L << 30;

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromSeconds(60);

    [Range(1L << 20, 1L << 44)]
    public long MaxMemoryBytes { get; set; } = 2L << 30;

    /// <summary>Queries at once; a further one is refused (TOO_MANY_SIMULTANEOUS_QUERIES).</summary>
    [Range(1, 1000)]
    public int MaxConcurrentQueries { get; set; } = 8;
}
