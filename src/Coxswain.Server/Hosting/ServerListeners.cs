using System.ComponentModel.DataAnnotations;
using Coxswain.Otlp;
using Coxswain.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Coxswain.Server.Hosting;

/// <summary>Binds the listeners and names the setting to change when one cannot be bound.</summary>
internal static class ServerListeners
{
    public const int Count = 3;

    private static readonly (Listener Listener, string Setting, HttpProtocols Protocols, Func<ServerOptions, string> Address)[] All =
    [
        (Listener.Api, "server.apiAddress", HttpProtocols.Http1, static options => options.ApiAddress),
        (Listener.OtlpHttp, "server.otlpHttpAddress", HttpProtocols.Http1, static options => options.OtlpHttpAddress),
        (Listener.OtlpGrpc, "server.otlpGrpcAddress", HttpProtocols.Http2, static options => options.OtlpGrpcAddress),
    ];

    public static ServerOptions ReadOptions(CoxswainSettings settings)
    {
        var options = settings.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        var messages = problems.Select(problem => problem.ErrorMessage ?? "invalid").Concat(
            All.Where(entry => !ListenAddress.TryParse(entry.Address(options), out _))
                .Select(entry => $"{entry.Setting} must be a port or an address with a port such as 127.0.0.1:7420, not \"{entry.Address(options)}\".")).Concat(MissingKeys(settings, options));
        return messages.ToArray() is { Length: > 0 } found ? throw new SettingsException(string.Join(" ", found)) : options;
    }

    // The API always has a token; the receivers have none unless one is configured.
    private static IEnumerable<string> MissingKeys(CoxswainSettings settings, ServerOptions options)
        => string.IsNullOrEmpty(settings.Configuration[OtlpOptions.Section + ":" + nameof(OtlpOptions.ApiKey)])
            ? All.Where(entry => entry.Listener != Listener.Api && ListenAddress.TryParse(entry.Address(options), out var address) && !address.IsLoopback)
                .Select(entry => $"{entry.Setting} is reachable from other machines: set otlp.apiKey, or bind to 127.0.0.1.")
            : [];

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
