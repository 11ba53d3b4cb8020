using System.Net;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>An upstream that speaks TLS with a certificate of the tests' own authority, and counts its connections.</summary>
internal sealed class TlsUpstream : IAsyncDisposable
{
    private readonly Certificates _certificates = new();
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;
    private int _connections;

    private TlsUpstream(HttpProtocols protocols, string host, RequestDelegate answer)
    {
        File.WriteAllText(CaFile, _certificates.AuthorityPem);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref _connections);
                return next(connection);
            });
            listen.UseHttps(_certificates.For(host));
        }));
        _app = builder.Build();
        _app.Run(answer);
    }

    public string CaFile => _folder.Combine("authority.pem");

    public string Address { get; private set; } = "";

    public int Connections => Volatile.Read(ref _connections);

    public static async Task<TlsUpstream> StartAsync(HttpProtocols protocols, RequestDelegate answer, string host = "127.0.0.1")
    {
        var upstream = new TlsUpstream(protocols, host, answer);
        await upstream._app.StartAsync(TestContext.Current.CancellationToken);
        upstream.Address = upstream._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificates.Dispose();
        _folder.Dispose();
    }
}
