using System.Net;
using System.Security.Authentication;

namespace Coxswain.Gateway.Forwarding;

/// <summary>Says why no response came, in words of our own: those of the exceptions may hold addresses, and a proxy's user with them.</summary>
internal static class UpstreamProblem
{
    /// <param name="otherwise">The word for a failure that is not of the HTTP client's naming.</param>
    /// <returns>A word, and after a colon what can be done about it where something can.</returns>
    public static string Reason(Exception failure, string otherwise)
    {
        var word = (failure as HttpRequestException)?.HttpRequestError.ToString() ?? otherwise;
        return Advice(failure) is { } advice ? $"{word}: {advice}" : word;
    }

    /// <summary>Whether the next attempt would fail alike, because a setting is wrong.</summary>
    public static bool IsLasting(Exception failure) => Find<OwnAddressException>(failure) is not null || (Find<AuthenticationException>(failure) is { } tls && IsOfCertificate(tls.Message));

    private static string? Advice(Exception failure)
        => Find<OwnAddressException>(failure) is not null ? "gateway.upstream leads back to Coxswain itself"
        : Find<AuthenticationException>(failure) is { } tls ? Advice(tls.Message)
        : Find<ProxyUnreachableException>(failure) is not null ? "the proxy that HTTPS_PROXY or HTTP_PROXY names cannot be reached"
        : failure is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refused ? Advice(refused)
        : null;

    private static string Advice(string message)
        => Says(message, "NameMismatch") ? "its TLS certificate is for another host"
        : Says(message, "NotTimeValid") ? "its TLS certificate has expired or is not valid yet"
        : Says(message, "UntrustedRoot") || Says(message, "PartialChain") ? "its TLS certificate is signed by an authority this machine does not trust; gateway.caFile can name the authority's PEM file"
        : IsOfCertificate(message) ? "its TLS certificate was not accepted"
        : "no TLS connection could be made; does it speak TLS on this port?";

    private static string Advice(HttpRequestException refused)
        => refused.StatusCode == HttpStatusCode.ProxyAuthenticationRequired || Says(refused.Message, "'407'")
            ? "the proxy wants a user and password, or others than HTTPS_PROXY has"
            : "the proxy refused to connect to the upstream";

    private static bool IsOfCertificate(string message) => Says(message, "remote certificate");

    private static bool Says(string message, string part) => message.Contains(part, StringComparison.Ordinal);

    private static T? Find<T>(Exception failure)
        where T : Exception
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found)
            {
                return found;
            }
        }

        return null;
    }
}
