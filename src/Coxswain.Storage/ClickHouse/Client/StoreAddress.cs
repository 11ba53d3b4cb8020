using System.Globalization;

namespace Coxswain.Storage.ClickHouse;

/// <summary>Where the store listens: the embedded engine's socket, or a server's HTTP interface.</summary>
/// <param name="SocketPath">Set for the embedded engine only.</param>
/// <param name="Notice">What was understood differently from what was written, for people; empty when nothing.</param>
public sealed record StoreAddress(string Host, int Port, bool Tls, string SocketPath, string Notice)
{
    public const int HttpPort = 8123;
    public const int HttpsPort = 8443;

    public bool IsEmbedded => SocketPath.Length > 0;

    public static StoreAddress Embedded(string socketPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(socketPath);
        return new StoreAddress("localhost", HttpPort, Tls: false, socketPath, "");
    }

    /// <summary>Reads <see cref="StoreOptions.Host"/>. The native protocol's ports (9000, 9440) name the HTTP port of the same host.</summary>
    /// <exception cref="FormatException">The text names no host or an impossible port.</exception>
    public static StoreAddress Server(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (scheme, rest) = SplitScheme(options.Host.Trim());
        var (host, port) = SplitPort(rest.TrimEnd('/'));
        var wanted = options.Port ?? port;
        var tls = options.Tls || scheme == "https" || wanted is 9440 or HttpsPort;
        var http = tls ? HttpsPort : HttpPort;
        if (wanted is not (9000 or 9440))
        {
            return new StoreAddress(host, wanted ?? http, tls, "", "");
        }

        var notice = string.Create(
            CultureInfo.InvariantCulture,
            $"{host}:{wanted} is ClickHouse's native protocol; using its {(tls ? "HTTPS" : "HTTP")} interface on port {http} of the same host.");
        return new StoreAddress(host, http, tls, "", notice);
    }

    public override string ToString() => IsEmbedded
        ? "embedded engine"
        : string.Create(CultureInfo.InvariantCulture, $"{(Tls ? "https" : "http")}://{Host}:{Port}");

    private static (string Scheme, string Remainder) SplitScheme(string text)
    {
        var at = text.IndexOf("://", StringComparison.Ordinal);
        if (at < 0)
        {
            return ("", text);
        }

        var scheme = text[..at].ToLowerInvariant();
        return scheme is "http" or "https" or "tcp" or "clickhouse"
            ? (scheme, text[(at + 3)..])
            : throw new FormatException($"A store address cannot start with '{scheme}://'; use host, host:port, http:// or https://.");
    }

    private static (string Host, int? Port) SplitPort(string text)
    {
        var bracket = text.LastIndexOf(']');
        var colon = text.LastIndexOf(':');
        var isBareIpv6 = bracket < 0 && colon != text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= bracket || isBareIpv6)
        {
            return (HostOf(text), null);
        }

        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? (HostOf(text[..colon]), port)
            : throw new FormatException($"'{text}' has no usable port after its colon.");
    }

    private static string HostOf(string host) => host.Length > 0 && !host.AsSpan().ContainsAny(" /@?#")
        ? host
        : throw new FormatException($"'{host}' is not a host name.");
}
