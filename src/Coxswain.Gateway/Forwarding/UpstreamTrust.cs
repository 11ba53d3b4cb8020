using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Coxswain.Gateway.Forwarding;

/// <summary>Whose certificates the upstream, or a proxy that looks into TLS, may show: the system's authorities, and those of a file.</summary>
public static class UpstreamTrust
{
    /// <param name="caFile">PEM; empty: the system's authorities only.</param>
    /// <returns><see langword="null"/>: the system's own policy.</returns>
    /// <exception cref="FormatException">The file cannot be read or holds no certificate.</exception>
    public static X509ChainPolicy? Policy(string caFile)
    {
        ArgumentNullException.ThrowIfNull(caFile);
        if (caFile.Length == 0)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Read(caFile));
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        return policy;
    }

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
