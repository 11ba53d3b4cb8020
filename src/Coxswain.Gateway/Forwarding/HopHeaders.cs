using System.Collections.Frozen;

namespace Coxswain.Gateway.Forwarding;

/// <summary>Headers that speak of one connection only and end with it (RFC 9110 §7.6.1). All others go through, known or not.</summary>
internal static class HopHeaders
{
    private static readonly FrozenSet<string> Always = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="connection">Values of the message's Connection header, which names further ones.</param>
    public static bool Contains(string name, IEnumerable<string?> connection) => Always.Contains(name) || IsNamed(name, connection);

    private static bool IsNamed(string name, IEnumerable<string?> connection)
    {
        foreach (var value in connection)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                if (value.AsSpan()[part].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
