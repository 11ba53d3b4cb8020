using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Hosting;

/// <summary>Where the server listens and keeps its data.</summary>
public sealed class ServerOptions
{
    public const string Section = "Coxswain:Server";

    /// <summary>Absolute path of the data folder; empty: <c>~/.local/share/coxswain</c> (with <c>-environment</c> appended outside production).</summary>
    public string DataFolder { get; set; } = "";

    /// <summary><c>production</c>, or a name whose data is kept apart, such as <c>development</c> or <c>staging</c>.</summary>
    [RegularExpression("^[a-z][a-z0-9_]{0,31}$", ErrorMessage = "server.environment must be a lower-case word such as production or development.")]
    public string Environment { get; set; } = "production";

    /// <summary>Trace, Debug, Information, Warning, Error or None.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>JSON API: address and port, or only a port.</summary>
    public string ApiAddress { get; set; } = "127.0.0.1:7420";

    /// <summary>OTLP over HTTP: address and port, or only a port.</summary>
    public string OtlpHttpAddress { get; set; } = "127.0.0.1:4318";

    /// <summary>OTLP over gRPC: address and port, or only a port.</summary>
    public string OtlpGrpcAddress { get; set; } = "127.0.0.1:4317";

    /// <summary>Gateway of the Messages API: address and port, or only a port.</summary>
    public string GatewayAddress { get; set; } = "127.0.0.1:7421";

    /// <summary>Further <c>host:port</c> values a request may name in its Host header, comma separated; needed behind a proxy or on a network address.</summary>
    public string AllowedHosts { get; set; } = "";

    /// <summary>Token for the API; empty: a random one is kept in the data folder.</summary>
    public string ApiToken { get; set; } = "";

    /// <summary>How long a stop waits for requests and the outbox pump.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "server.stopTimeout must lie between 00:00:01 and 00:05:00.")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
