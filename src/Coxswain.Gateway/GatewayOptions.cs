using System.ComponentModel.DataAnnotations;

namespace Coxswain.Gateway;

/// <summary>Where calls of the Messages API go, and how a connection there is made.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Coxswain:Gateway";

    /// <summary>Base address of the Anthropic API or of a further gateway before it; its path, if it has one, comes before the path called.</summary>
    [RegularExpression("^https?://[^\\s?#]+$", ErrorMessage = "gateway.upstream must be an http or https address without a query, such as https://api.anthropic.com.")]
    public string Upstream { get; set; } = "https://api.anthropic.com";

    /// <summary>PEM file with certificates to trust besides the system's, as a proxy that looks into TLS needs; empty: none.</summary>
    public string CaFile { get; set; } = "";

    /// <summary>How long a new connection to the upstream may take, TLS included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "gateway.connectTimeout must lie between 00:00:01 and 00:05:00.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
