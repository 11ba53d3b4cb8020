using System.Net;
using Coxswain.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Gateway;

/// <summary>An upstream that does what a test says, and the gateway in front of it, each on a port of its own.</summary>
internal sealed class GatewayBed : IAsyncDisposable
{
    private readonly WebApplication _upstream;
    private readonly WebApplication _gateway;

    private GatewayBed(WebApplication upstream, WebApplication gateway)
    {
        (_upstream, _gateway) = (upstream, gateway);
        Upstream = AddressOf(upstream);
        Address = AddressOf(gateway);
    }

    public string Upstream { get; }

    public string Address { get; }

    public HttpMessageInvoker Http { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null,
    });

    public static async Task<GatewayBed> StartAsync(RequestDelegate upstream, params (string Name, string Value)[] settings)
    {
        var up = Build([], static _ => { }, upstream);
        await up.StartAsync(TestContext.Current.CancellationToken);
        var gateway = Build([("Upstream", AddressOf(up)), .. settings], static services => services.AddCoxswainGateway(), GatewayServices.ForwardAsync);
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        return new GatewayBed(up, gateway);
    }

    /// <summary>As a client that canonicalizes nothing.</summary>
    public HttpRequestMessage Request(HttpMethod method, string target, bool isDirect = false) => new(
        method, new Uri((isDirect ? Upstream : Address) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    private static WebApplication Build((string Name, string Value)[] settings, Action<IServiceCollection> add, RequestDelegate run)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(settings.GroupBy(static one => one.Name).Select(static group => group.Last()).Select(static one => KeyValuePair.Create($"{GatewayOptions.Section}:{one.Name}", (string?)one.Value)));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        add(builder.Services);
        var app = builder.Build();
        app.Run(run);
        return app;
    }

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
