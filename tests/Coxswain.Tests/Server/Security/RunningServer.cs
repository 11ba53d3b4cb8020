using System.Net;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Processes;
using Microsoft.Extensions.Logging;

namespace Coxswain.Tests.Server.Security;

/// <summary>The whole server on ports of the system's choice, shared by the tests of a class; what it logs is kept.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private CoxswainServer? _server;

    /// <summary>API, OTLP over HTTP, OTLP over gRPC, as test data: names of <see cref="Listener"/>.</summary>
    public static readonly Listener[] Listeners = Enum.GetValues<Listener>();

    internal LogLines Log { get; } = new();

    public DaemonRecord Record => _server?.Record ?? throw new InvalidOperationException("Not started.");

    public IServiceProvider Services => _server?.Services ?? throw new InvalidOperationException("Not started.");

    public int PortOf(Listener listener) => new Uri(listener switch
    {
        Listener.Api => Record.Api,
        Listener.OtlpHttp => Record.OtlpHttp,
        Listener.Gateway => Record.Gateway,
        _ => Record.OtlpGrpc,
    }).Port;

    public IPEndPoint EndPointOf(Listener listener) => new(IPAddress.Loopback, PortOf(listener));

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["COX_HOME"] = _folder.Path,
            ["COX_SERVER_API_ADDRESS"] = "0",
            ["COX_SERVER_OTLP_HTTP_ADDRESS"] = "0",
            ["COX_SERVER_OTLP_GRPC_ADDRESS"] = "0",
            ["COX_SERVER_GATEWAY_ADDRESS"] = "0",
            ["COX_GATEWAY_UPSTREAM"] = "http://127.0.0.1:1",
            ["COX_TRANSCRIPTS_FOLLOW"] = "false",
            // Nobody listens there: what is tested here stands in front of the store, and no engine has to start.
            ["COX_STORE_HOST"] = "127.0.0.1:1",
        };
        var settings = CoxswainSettings.Load(new SettingsRequest(environment, [], null));
        _server = await CoxswainServer.StartAsync(settings, ServerMode.Daemon, logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
