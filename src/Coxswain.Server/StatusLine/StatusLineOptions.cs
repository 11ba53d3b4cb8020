using System.ComponentModel.DataAnnotations;

namespace Coxswain.Server.StatusLine;

/// <summary>What the status line warns of.</summary>
public sealed class StatusLineOptions
{
    public const string Section = "Coxswain:StatusLine";

    /// <summary>In dollars: what writing the conversation into the prompt cache anew must cost, so that its expiry is warned of.</summary>
    [Range(0.0, 1_000_000.0)]
    public decimal CacheWarnUsd { get; set; } = 0.10m;

    /// <summary>How long before the expiry. The line is made after messages, so that less than five minutes would often be missed.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan CacheWarnWithin { get; set; } = TimeSpan.FromMinutes(5);
}
