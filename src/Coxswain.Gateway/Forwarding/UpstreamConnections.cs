using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coxswain.Gateway.Forwarding;

/// <summary>
/// Connections to the upstream, kept and shared: HTTP/2 where TLS offers it, else HTTP/1.1. Nothing is added to a request or taken from a response: no cookies,
/// redirects, decompression or trace headers. A proxy is taken from <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> of the process, with the user and
/// password that stand in it; never for an upstream on this machine, which .NET would send through the proxy too unless <c>NO_PROXY</c> names it.
/// </summary>
internal sealed class UpstreamConnections(GatewayOptions options, OwnListeners own) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(CreateHandler(options, own));

    /// <returns>The response as soon as its headers are there.</returns>
    /// <exception cref="HttpRequestException">No response came.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _http.SendAsync(request, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler CreateHandler(GatewayOptions options, OwnListeners own)
    {
        var upstream = new Uri(options.Upstream);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = options.ConnectTimeout,
            UseProxy = !upstream.IsLoopback,
            ConnectCallback = (connection, cancellationToken) => ConnectAsync(connection.DnsEndPoint, upstream, own, cancellationToken),
            // Bytes that are no ASCII go on as the bytes they are.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            // An answer that nobody wants ends at the upstream at once.
            ResponseDrainTimeout = TimeSpan.Zero,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            // So that a moved name is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        if (UpstreamTrust.Policy(options.CaFile) is { } policy)
        {
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint place, Uri upstream, OwnListeners own, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, cancellationToken);
            return socket is { RemoteEndPoint: IPEndPoint remote, LocalEndPoint: IPEndPoint local } && own.Contains(remote, local.Address)
                ? throw new OwnAddressException()
                : new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException problem) when (!IsAt(place, upstream))
        {
            socket.Dispose();
            throw new ProxyUnreachableException(problem);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsAt(DnsEndPoint place, Uri upstream) => place.Port == upstream.Port && string.Equals(place.Host, upstream.IdnHost, StringComparison.OrdinalIgnoreCase);
}
