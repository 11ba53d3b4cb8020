using System.Net.Http.Headers;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Processes;
using Coxswain.Tests.Server.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coxswain.Tests.Server.ClickHouseHttp;

/// <summary>The whole server with its engine, on ports of the system's choice, with small limits on <c>/clickhouse</c>.</summary>
public sealed class ServerWithEngine : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();
    private CoxswainServer? _server;

    /// <summary>Further settings, as variables of the environment.</summary>
    internal IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    /// <summary>What the server takes the time from; <see langword="null"/>: the system.</summary>
    internal TimeProvider? Clock { get; init; }

    /// <summary>Sends the token.</summary>
    public HttpClient Http { get; private set; } = new(new SocketsHttpHandler());

    /// <summary>What the server logged as a warning or worse.</summary>
    public IReadOnlyCollection<string> Errors => _log.Lines;

    public DaemonRecord Record => Running.Record;

    /// <summary>For what no client can do: writing as the gateway does, and waiting until all that was taken is stored.</summary>
    public IServiceProvider Services => Running.Services;

    private CoxswainServer Running => _server ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["COX_HOME"] = _folder.Path,
            ["COX_SERVER_API_ADDRESS"] = "0",
            ["COX_SERVER_OTLP_HTTP_ADDRESS"] = "0",
            ["COX_SERVER_OTLP_GRPC_ADDRESS"] = "0",
            ["COX_SERVER_GATEWAY_ADDRESS"] = "0",
            ["COX_STORE_RETENTION_DAYS"] = "0",
            ["COX_SQL_MAX_ROWS"] = "1000",
            ["COX_SQL_MAX_TIME"] = "00:00:02",
            ["COX_SQL_MAX_MEMORY_BYTES"] = "100000000",
        };
        foreach (var (name, value) in More)
        {
            environment[name] = value;
        }

        var settings = CoxswainSettings.Load(new SettingsRequest(environment, [], null));
        _server = await CoxswainServer.StartAsync(settings, ServerMode.Daemon, Prepare, CancellationToken.None);
        Http.BaseAddress = new Uri(Record.Api);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Record.Token);
        await WaitForStoreAsync();
    }

    /// <summary>The server answers before its engine does, and on a busy machine long before.</summary>
    private async Task WaitForStoreAsync()
    {
        using var patience = new CancellationTokenSource(StartLimit);
        while (true)
        {
            using var content = new StringContent("SELECT 1");
            using var answer = await Http.PostAsync("/clickhouse", content, patience.Token);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, patience.Token);
        }
    }

    private void Prepare(ILoggingBuilder logging)
    {
        logging.AddProvider(_log).SetMinimumLevel(LogLevel.Warning);
        if (Clock is { } clock)
        {
            logging.Services.AddSingleton(clock);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
