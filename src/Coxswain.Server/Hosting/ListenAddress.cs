using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Coxswain.Server.Hosting;

/// <summary>Where a listener binds. Port 0 lets the system choose.</summary>
public readonly record struct ListenAddress(IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Base URL for a client on this machine: an "any" address is reached by loopback.</summary>
    public string ClientUrl => Address.Equals(IPAddress.Any) ? $"http://127.0.0.1:{Port}" : Address.Equals(IPAddress.IPv6Any) ? $"http://[::1]:{Port}" : $"http://{this}";

    /// <summary>Takes <c>7420</c>, <c>127.0.0.1:7420</c>, <c>[::1]:7420</c> and <c>localhost:7420</c>; other names are refused, because a name may resolve to anything.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ListenAddress address)
    {
        address = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "127.0.0.1" : text[..colon];
        if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        if (host == "localhost")
        {
            host = "127.0.0.1";
        }
        else if (host.Contains(':', StringComparison.Ordinal) && !(host.StartsWith('[') && host.EndsWith(']')))
        {
            return false;
        }

        if (!IPAddress.TryParse(host.Trim('[', ']'), out var ip) || (ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && ip.ToString() != host))
        {
            return false;
        }

        address = new ListenAddress(ip, port);
        return true;
    }

    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
