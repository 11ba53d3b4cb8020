using System.Diagnostics;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Tls;
using Coxswain.Tests.Engine;
using Coxswain.Tests.Storage.ClickHouse.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Server;

/// <summary>The store's client against a server's front: certificates, user and password, compression, lost connections, missing rights.</summary>
public sealed class ServerStoreTests(SharedEngine shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_with_tls_user_own_database_and_compression_is_a_store_like_any_other(bool compression)
    {
        using var certificates = new Certificates();
        using var folder = new TemporaryFolder();
        using var certificate = certificates.For("127.0.0.1");
        await using var front = await ServerFront.StartAsync(await shared.GetAsync(), certificate);
        var options = Options(front, https: true);
        (options.Compression, options.CaFile) = (compression, Save(folder, certificates.AuthorityPem));
        using var client = Client(options);

        var state = await Migrator(client, options).EnsureAsync(Cancelled);
        await InsertAsync(client, "a", 3);

        Assert.Equal(SchemaMode.Complete, state.Mode);
        Assert.Equal(["3"], await QueryAsync(client, "SELECT toString(count()) FROM otel_logs"));
        Assert.Equal(compression, front.Encodings.Contains("gzip"));
        await DropAsync(client, options);
    }

    [Theory]
    [InlineData("untrusted", "store.caFile")]
    [InlineData("expired", "expired")]
    [InlineData("other host", "another host")]
    [InlineData("no TLS", "does the server speak TLS")]
    public async Task Certificate_that_cannot_be_trusted_is_told_clearly_and_at_once(string wrong, string expected)
    {
        using var certificates = new Certificates();
        using var folder = new TemporaryFolder();
        using var certificate = certificates.For(wrong == "other host" ? "clickhouse.example" : "127.0.0.1", wrong == "expired");
        await using var front = await ServerFront.StartAsync(await shared.GetAsync(), wrong == "no TLS" ? null : certificate);
        var options = Options(front, https: true);
        options.CaFile = wrong == "untrusted" ? "" : Save(folder, certificates.AuthorityPem);
        using var client = Client(options);
        var started = Stopwatch.GetTimestamp();

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => QueryAsync(client, "SELECT '1'"));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Empty(front.Statements);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void File_without_authorities_is_told()
    {
        using var folder = new TemporaryFolder();
        var empty = Save(folder, "no certificate");

        Assert.Contains("holds no PEM certificate", Assert.Throws<FormatException>(() => StoreTrust.Options(empty)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<FormatException>(() => StoreTrust.Options(Path.Combine(folder.Path, "nothing.pem"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServerFront.User, "not the password 4711")]
    [InlineData("nobody", ServerFront.Password)]
    public async Task Wrong_user_or_password_is_told_without_the_password(string user, string password)
    {
        await using var front = await ServerFront.StartAsync(await shared.GetAsync());
        var options = Options(front);
        (options.Username, options.Password) = (user, password);
        using var client = Client(options);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => QueryAsync(client, "SELECT '1'"));

        Assert.Contains("Check store.username and store.password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_lost_before_and_after_an_insert_lose_and_double_nothing()
    {
        await using var front = await ServerFront.StartAsync(await shared.GetAsync());
        var options = Options(front);
        options.RetryDelay = TimeSpan.FromMilliseconds(1);
        using var client = Client(options);
        await Migrator(client, options).EnsureAsync(Cancelled);
        front.BreaksOneIn = 3;

        for (var batch = 0; batch < 40; batch++)
        {
            await InsertAsync(client, $"batch-{batch}", 5);
        }

        front.BreaksOneIn = 0;
        Assert.True(front.Broken >= 15, $"only {front.Broken} connections were lost");
        Assert.Equal(["200"], await QueryAsync(client, "SELECT toString(count()) FROM otel_logs"));
        await DropAsync(client, options);
    }

    [Fact]
    public async Task Without_rights_to_write_the_reports_are_read()
    {
        await using var front = await ServerFront.StartAsync(await shared.GetAsync());
        var options = Options(front);
        using var client = Client(options);
        await Migrator(client, options).EnsureAsync(Cancelled);
        front.RefusesWrites = true;

        var state = await Migrator(client, options).EnsureAsync(Cancelled);
        var rows = await new ClickHouseUsageStore(client).ReadAsync(UsageGrouping.Model, new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", ""), Cancelled);

        Assert.Equal(SchemaMode.Complete, state.Mode);
        Assert.Empty(rows);
        front.RefusesWrites = false;
        await DropAsync(client, options);
    }

    [Fact]
    public async Task With_schema_creation_off_nothing_is_created()
    {
        await using var front = await ServerFront.StartAsync(await shared.GetAsync());
        var options = Options(front);
        using var client = Client(options);
        await client.ExecuteAsync(new StoreStatement("test", $"CREATE DATABASE {options.Database}") { Database = "default" }, Cancelled);
        options.CreateSchema = false;
        var before = front.Statements.Count;

        var state = await Migrator(client, options).EnsureAsync(Cancelled);

        Assert.Equal(SchemaMode.ReadOnly, state.Mode);
        Assert.Contains(state.Problems, static problem => problem.Contains("switched off", StringComparison.Ordinal));
        Assert.DoesNotContain(front.Statements.Skip(before), static sql => sql.StartsWith("CREATE", StringComparison.OrdinalIgnoreCase));
        await DropAsync(client, options);
    }

    private static StoreOptions Options(ServerFront front, bool https = false) => new()
    {
        Host = $"{(https ? "https" : "http")}://127.0.0.1:{front.Port}",
        Username = ServerFront.User,
        Password = ServerFront.Password,
        Database = "srv_" + Guid.NewGuid().ToString("N")[..12],
    };

    private static StoreClient Client(StoreOptions options) => new(options, StoreAddress.Server(options), TimeProvider.System, NullLogger<StoreClient>.Instance);

    private static SchemaMigrator Migrator(StoreClient client, StoreOptions options) => new(client, options, NullLogger<SchemaMigrator>.Instance);

    private static async Task InsertAsync(StoreClient client, string token, int records)
    {
        var batch = new TelemetryBatch { Logs = [.. Enumerable.Range(0, records).Select(number => UsageStoreRoom.Event($"{token}-{number}", 0.01))] };
        foreach (var block in TelemetryRows.Encode(batch))
        {
            await new ClickHouseRowStore(client).InsertAsync(block.Shape, block.Rows, [block.Bytes], token + block.Shape, Cancelled);
        }
    }

    private static Task<IReadOnlyList<string>> QueryAsync(StoreClient client, string sql) => client.QueryAsync(new StoreStatement("test", sql), static row => row.GetString(0), Cancelled);

    private static Task DropAsync(StoreClient client, StoreOptions options) =>
        client.ExecuteAsync(new StoreStatement("test", $"DROP DATABASE IF EXISTS {options.Database} SYNC") { Database = "default" }, Cancelled);

    private static string Save(TemporaryFolder folder, string pem)
    {
        var file = Path.Combine(folder.Path, Guid.NewGuid().ToString("N") + ".pem");
        File.WriteAllText(file, pem);
        return file;
    }
}
