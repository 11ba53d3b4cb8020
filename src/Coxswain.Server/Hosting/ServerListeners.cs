using Coxswain.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Coxswain.Server.Hosting;

/// <summary>Binds the listeners and names the setting to change when one cannot be bound.</summary>
internal static class ServerListeners
{
    public const int Count = 4;

    private static readonly (Listener Listener, string Setting, HttpProtocols Protocols, Func<ServerOptions, string> Address)[] All =
    [
        (Listener.Api, "server.apiAddress", HttpProtocols.Http1, static options => options.ApiAddress),
        (Listener.OtlpHttp, "server.otlpHttpAddress", HttpProtocols.Http1, static options => options.OtlpHttpAddress),
        (Listener.OtlpGrpc, "server.otlpGrpcAddress", HttpProtocols.Http2, static options => options.OtlpGrpcAddress),
        (Listener.Gateway, "server.gatewayAddress", HttpProtocols.Http1, static options => options.GatewayAddress),
    ];

    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public static ServerOptions ReadOptions(CoxswainSettings settings)
    {
        SettingRules.Require(settings);
        return settings.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
    }

    public static ListenAddress AddressOf(Listener listener, ServerOptions options)
        => ListenAddress.TryParse(All.First(entry => entry.Listener == listener).Address(options), out var address)
            ? address
            : throw new SettingsException($"The address of {listener} cannot be read.");

    public static void Bind(KestrelServerOptions kestrel, ServerOptions options)
    {
        foreach (var entry in All)
        {
            var address = AddressOf(entry.Listener, options);
            kestrel.Listen(address.Address, address.Port, listen => Prepare(listen, entry.Listener, entry.Protocols));
        }
    }

    public static void BindSocket(KestrelServerOptions kestrel, string path)
        => kestrel.ListenUnixSocket(path, listen => Prepare(listen, Listener.Api, HttpProtocols.Http1));

    public static async Task StartAsync(WebApplication app, ServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException problem) when (problem.InnerException is AddressInUseException)
        {
            throw new SettingsException(PortConflict.Describe(All.Select(entry => (entry.Setting, AddressOf(entry.Listener, options)))), problem);
        }
    }

    /// <summary>The address a client on this machine uses: "any" addresses become loopback.</summary>
    public static string Reachable(string address)
        => address.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal);

    private static void Prepare(ListenOptions listen, Listener listener, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        var feature = new ListenerFeature(listener);
        listen.Use(next => connection =>
        {
            connection.Features.Set(feature);
            return next(connection);
        });
    }
}
