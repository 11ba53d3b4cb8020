using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coxswain.Storage.ClickHouse;

/// <summary>Whose certificates a server may show.</summary>
public static class StoreTrust
{
    /// <param name="caFile">PEM; empty: the system's authorities.</param>
    /// <exception cref="FormatException">The file cannot be read or holds no certificate.</exception>
    public static SslClientAuthenticationOptions Options(string caFile)
    {
        ArgumentNullException.ThrowIfNull(caFile);
        var options = new SslClientAuthenticationOptions();
        if (caFile.Length > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Read(caFile));
        }

        return options;
    }

    /// <summary>What a user can do about a certificate that was not accepted; null when the failure is another.</summary>
    internal static string? Advice(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return Advice(cause.Message);
            }
        }

        return null;
    }

    private static string Advice(string message) =>
        message.Contains("NameMismatch", StringComparison.Ordinal) ? "its certificate is for another host; store.host must be a name the certificate holds"
        : message.Contains("NotTimeValid", StringComparison.Ordinal) ? "its certificate has expired or is not valid yet"
        : message.Contains("UntrustedRoot", StringComparison.Ordinal) || message.Contains("PartialChain", StringComparison.Ordinal)
            ? "its certificate is signed by an authority this machine does not trust; name the authority's PEM file in store.caFile"
        : "a secure connection could not be made; does the server speak TLS on this port?";

    private static X509Certificate2Collection Read(string caFile)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(caFile);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FormatException($"{caFile} cannot be read as PEM certificates.", problem);
        }

        return authorities.Count > 0 ? authorities : throw new FormatException($"{caFile} holds no PEM certificate.");
    }
}
