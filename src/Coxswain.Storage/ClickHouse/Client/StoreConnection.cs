using System.Net;
using ClickHouse.Driver.ADO;
using Coxswain.Core.Kernel;

namespace Coxswain.Storage.ClickHouse;

/// <summary>Settings of the driver for an address. The embedded engine is reached through a Unix socket, a server through TCP.</summary>
public static class StoreConnection
{
    /// <summary>For reading with ClickHouse's own protocol beside <see cref="StoreClient"/>; the caller disposes it.</summary>
    public static HttpClient CreateHttp(StoreOptions options, StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(address);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            AllowAutoRedirect = false,
            // Through a tunnel or not at all: a web proxy would read the password and the rows.
            UseProxy = address.Tls,
            Proxy = new ProxyBeyondLoopback(HttpClient.DefaultProxy),
        };
        if (address.Tls)
        {
            handler.SslOptions = StoreTrust.Options(options.CaFile);
        }

        if (address.IsEmbedded)
        {
            handler.UseProxy = false;
            handler.ConnectCallback = (_, cancellationToken) => UnixSocket.ConnectAsync(address.SocketPath, cancellationToken);
        }

        return new HttpClient(handler, disposeHandler: true) { Timeout = options.Timeout };
    }

    internal static ClickHouseClientSettings Settings(StoreOptions options, StoreAddress address, HttpClient http) => new()
    {
        Host = address.Host,
        Port = (ushort)address.Port,
        Protocol = address.Tls ? "https" : "http",
        Username = options.Username,
        Password = options.Password,
        Database = options.Database,
        UseCompression = !address.IsEmbedded && options.Compression,
        Timeout = options.Timeout,
        HttpClient = http,
        UseSession = false,
    };
}
