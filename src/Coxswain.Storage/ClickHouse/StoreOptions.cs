using System.ComponentModel.DataAnnotations;
using Coxswain.Storage.ClickHouse.Schema;

namespace Coxswain.Storage.ClickHouse;

/// <summary>Where rows are kept and how to talk to it.</summary>
public sealed class StoreOptions
{
    public const string Section = "Coxswain:Store";

    /// <summary>Empty: the embedded engine. Otherwise a ClickHouse server: <c>host</c>, <c>host:port</c> or <c>http(s)://host:port</c>; native ports are mapped to HTTP ones, see <see cref="StoreAddress"/>.</summary>
    public string Host { get; set; } = "";

    /// <summary><see langword="null"/>: 8123, or 8443 with TLS.</summary>
    [Range(1, 65535)]
    public int? Port { get; set; }

    public string Username { get; set; } = "default";

    public string Password { get; set; } = "";

    /// <summary>HTTPS; the certificate must be one the system trusts, or one of <see cref="CaFile"/>.</summary>
    public bool Tls { get; set; }

    /// <summary>PEM file of certificate authorities to trust instead of the system's; empty: the system's.</summary>
    public string CaFile { get; set; } = "";

    [RegularExpression("^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
    public string Database { get; set; } = "otel";

    /// <summary>Gzip on the way to a server. The embedded engine is always talked to uncompressed.</summary>
    public bool Compression { get; set; } = true;

    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a lost connection is tried again before the store counts as unavailable.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>False: nothing is created or altered; what is there is used as it is.</summary>
    public bool CreateSchema { get; set; } = true;

    /// <summary>Adds <c>ON CLUSTER</c> to every statement that creates or alters; empty: none.</summary>
    [RegularExpression("^[A-Za-z0-9_.-]{0,64}$")]
    public string Cluster { get; set; } = "";

    /// <summary>Makes tables replicated (<c>ReplicatedMergeTree</c> and its kin); only meaningful with <see cref="Cluster"/> or a replicated database.</summary>
    public bool Replicated { get; set; }

    /// <summary>Days rows are kept in tables Coxswain made; 0 keeps them for ever.</summary>
    [Range(0, 36500)]
    public int RetentionDays { get; set; } = 400;

    /// <summary>Days for single tables, before <see cref="RetentionDays"/>: <c>otel_logs=30, otel_traces=7</c>. A table named here is altered even when another program made it.</summary>
    [RegularExpression(@"^\s*(\w+\s*=\s*\d{1,5}\s*(,\s*\w+\s*=\s*\d{1,5}\s*)*)?$", ErrorMessage = "store.retention must look like otel_logs=30, otel_traces=7.")]
    public string Retention { get; set; } = "";

    /// <summary>
    /// Older rows are kept nowhere; <see langword="null"/> when something is kept for ever. A server's tables may have a retention of their own, so nothing is
    /// known of them.
    /// </summary>
    public TimeSpan? LongestRetention
    {
        get
        {
            var days = SchemaRetention.Named(Retention).Values.Append(RetentionDays).ToArray();
            return Host.Length > 0 || days.Contains(0) ? null : TimeSpan.FromDays(days.Max());
        }
    }
}
