using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Testing.Processes;
using Coxswain.Tests.Engine;
using Coxswain.Tests.Storage.ClickHouse.Server;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Server.Api.Store;

/// <summary>The whole daemon on a ClickHouse server that lets it read only, or not at all: reports are answered, or refused at once with the reason.</summary>
public sealed class ServerWithoutRightsTests(SharedEngine shared) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();
    private readonly string _database = "ro_" + Guid.NewGuid().ToString("N")[..12];
    private ServerFront? _front;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ServerFront Front => _front ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _front = await ServerFront.StartAsync(await shared.GetAsync());

    [Fact]
    public async Task Reports_of_a_complete_schema_are_served_without_the_right_to_write()
    {
        using (var client = new StoreClient(Options(), StoreAddress.Server(Options()), TimeProvider.System, NullLogger<StoreClient>.Instance))
        {
            await new SchemaMigrator(client, Options(), NullLogger<SchemaMigrator>.Instance).EnsureAsync(Cancelled);
        }

        Front.RefusesWrites = true;
        await using var server = await StartAsync(ServerFront.Password);

        foreach (var path in new[] { "/api/usage/daily", "/api/usage/session", "/api/sessions", "/api/store/contents", "/clickhouse?query=SELECT+count()+FROM+api_requests" })
        {
            var (status, text) = await AskAsync(server, path);

            Assert.True(status == HttpStatusCode.OK, $"{path}: {text}");
        }

        using var store = JsonDocument.Parse((await AskAsync(server, "/api/store")).Text);
        Assert.Contains("The store can only be read; rows wait in the outbox. Its user has no right to write", store.RootElement.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_typed_tables_the_refusal_is_quick_and_names_them()
    {
        await (await shared.GetAsync()).QueryAsync("CREATE DATABASE " + _database);
        Front.RefusesWrites = true;
        await using var server = await StartAsync(ServerFront.Password);

        var (status, text) = await AskAsync(server, "/api/usage/daily");

        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.Contains("UNKNOWN_TABLE", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_password_is_told_at_once_and_never_repeated()
    {
        const string Wrong = "wrong-password-4711";
        await using var server = await StartAsync(Wrong);

        var (status, text) = await AskAsync(server, "/api/usage/daily");
        var store = await AskAsync(server, "/api/store");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("Check store.username and store.password", text, StringComparison.Ordinal);
        Assert.Contains("Check store.username and store.password", store.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, text + store.Text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await (await shared.GetAsync()).QueryAsync($"DROP DATABASE IF EXISTS {_database} SYNC");
        _folder.Dispose();
    }

    private StoreOptions Options() => new() { Host = $"127.0.0.1:{Front.Port}", Username = ServerFront.User, Password = ServerFront.Password, Database = _database };

    private Task<CoxswainServer> StartAsync(string password)
    {
        var environment = new Dictionary<string, string>
        {
            ["COX_HOME"] = _folder.Path,
            ["COX_SERVER_API_ADDRESS"] = "0",
            ["COX_SERVER_OTLP_HTTP_ADDRESS"] = "0",
            ["COX_SERVER_OTLP_GRPC_ADDRESS"] = "0",
            ["COX_SERVER_GATEWAY_ADDRESS"] = "0",
            ["COX_TRANSCRIPTS_FOLLOW"] = "false",
            ["COX_STORE_HOST"] = Options().Host,
            ["COX_STORE_USERNAME"] = ServerFront.User,
            ["COX_STORE_PASSWORD"] = password,
            ["COX_STORE_DATABASE"] = _database,
        };
        var settings = CoxswainSettings.Load(new SettingsRequest(environment, [], null));
        return CoxswainServer.StartAsync(settings, ServerMode.Daemon, static logging => logging.SetMinimumLevel(LogLevel.None), Cancelled);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(CoxswainServer server, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Record.Token);
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(server.Record.Api + path), Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon, $"{path} took {Stopwatch.GetElapsedTime(started)}");
        return (answer.StatusCode, text);
    }
}
