using System.ComponentModel.DataAnnotations;

namespace Coxswain.Otlp;

/// <summary>What one export request may cost us. Every limit protects against hostile input; real clients stay far below.</summary>
public sealed class OtlpOptions
{
    public const string Section = "Coxswain:Otlp";

    /// <summary>As received, before inflating.</summary>
    [Range(1024, 1 << 28)]
    public int MaxBodyBytes { get; set; } = 64 << 20;

    /// <summary>After inflating; checked while inflating.</summary>
    [Range(1024, 1 << 28)]
    public int MaxInflatedBytes { get; set; } = 64 << 20;

    /// <summary>Buffers of all requests being read or decoded at once; a request that would exceed it is told to come again.</summary>
    [Range(1024, int.MaxValue)]
    public long MaxBytesInFlight { get; set; } = 192 << 20;

    /// <summary>Estimated memory of one request's decoded records.</summary>
    [Range(1024, int.MaxValue)]
    public long MaxDecodedBytes { get; set; } = 320 << 20;

    [Range(1, 10_000_000)]
    public int MaxRecords { get; set; } = 500_000;

    /// <summary>Per record, resource, scope, event, link or exemplar.</summary>
    [Range(1, 1_000_000)]
    public int MaxAttributes { get; set; } = 4096;

    /// <summary>Arrays and maps inside one attribute's value.</summary>
    [Range(1, 200)]
    public int MaxNesting { get; set; } = 64;

    /// <summary>A record holding a longer string is rejected; the others of its request are kept.</summary>
    [Range(64, 1 << 28)]
    public int MaxStringBytes { get; set; } = 16 << 20;

    /// <summary>A request must present it as <c>Authorization: Bearer …</c> or in <see cref="ApiKeyHeader"/>; empty: none is asked for.</summary>
    public string ApiKey { get; set; } = "";

    [Required]
    [RegularExpression("^[A-Za-z0-9-]{1,64}$")]
    public string ApiKeyHeader { get; set; } = "x-api-key";

    /// <summary>What a sender is told to wait when the outbox or the buffers are full.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
