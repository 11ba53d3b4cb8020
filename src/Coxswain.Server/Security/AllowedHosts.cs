using System.Globalization;
using System.Net;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Security;

/// <summary>The exact <c>host:port</c> values a request may carry: the loopback names with the listener's real port, its bound address, and what the user configured.</summary>
internal sealed class AllowedHosts(ServerOptions options)
{
    private readonly HashSet<string> _configured = new(
        options.AllowedHosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        StringComparer.OrdinalIgnoreCase);

    public bool Contains(HttpContext context, string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return false;
        }

        // A Unix socket has no port and no browser can reach it; its one client says localhost.
        if (context.Connection.LocalIpAddress is not { } local)
        {
            return host == "localhost";
        }

        var port = context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
        return IsLoopbackName(host, port)
            || _configured.Contains(host)
            || (!IPAddress.IsLoopback(local) && string.Equals(host, new IPEndPoint(Plain(local), context.Connection.LocalPort).ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsLoopbackName(string host, string port)
    {
        var colon = host.LastIndexOf(':');
        var matches = colon < 0 ? port == "80" : host.AsSpan(colon + 1).SequenceEqual(port);
        var name = colon < 0 ? host : host[..colon];
        return matches && (name is "127.0.0.1" or "[::1]" || string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
