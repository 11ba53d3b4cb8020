using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Coxswain.Gateway.Forwarding;

/// <summary>
/// Connections to the upstream, kept and shared: HTTP/2 where TLS offers it, else HTTP/1.1. Nothing is added to a request or taken from a response: no cookies,
/// redirects, decompression or trace headers. A proxy is taken from <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c>.
/// </summary>
internal sealed class UpstreamConnections(GatewayOptions options) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(CreateHandler(options));

    /// <returns>The response as soon as its headers are there.</returns>
    /// <exception cref="HttpRequestException">No response came.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _http.SendAsync(request, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler CreateHandler(GatewayOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = options.ConnectTimeout,
            // An answer nobody wants any more ends at the upstream too, and is not read on for the connection's sake.
            ResponseDrainTimeout = TimeSpan.Zero,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            // So that a moved name is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        if (options.CaFile.Length > 0)
        {
            handler.SslOptions.CertificateChainPolicy = Trust(options.CaFile);
        }

        return handler;
    }

    private static X509ChainPolicy Trust(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        return policy;
    }
}
