using System.ComponentModel.DataAnnotations;

namespace Coxswain.Server.Hosting.Engine;

/// <summary>The embedded engine's process. Unused with a ClickHouse server (<c>store.host</c>).</summary>
public sealed class EngineSupervisionOptions
{
    public const string Section = "Coxswain:Engine";

    /// <summary>Path of <c>libchdb</c>; empty: <c>COX_LIBCHDB</c>, else <c>node_modules</c> above the program.</summary>
    public string Library { get; set; } = "";

    /// <summary>Bytes all queries together may use; 0: a quarter of the machine's memory, at most 4 GiB.</summary>
    [Range(0L, 1L << 44)]
    public long MemoryLimitBytes { get; set; }

    /// <summary>How long a start may take before the process is ended and started again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a running engine is asked whether it still answers.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may take. An engine that misses it twice in a row is ended and started again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an orderly stop may take before the process is ended.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest pause between two starts; the first is a tenth of a second, then it doubles.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(10);
}
