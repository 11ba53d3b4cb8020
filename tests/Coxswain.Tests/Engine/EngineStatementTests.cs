using System.Net;

namespace Coxswain.Tests.Engine;

public sealed class EngineStatementTests(SharedEngine shared)
{
    [Fact]
    public async Task Rows_put_in_come_out_again()
    {
        var engine = await shared.GetAsync();
        var database = await shared.CreateDatabaseAsync();

        await engine.QueryAsync("CREATE TABLE t (a UInt64, b String) ENGINE = MergeTree ORDER BY a", $"database={database}");
        await engine.QueryAsync("INSERT INTO t FORMAT JSONEachRow\n{\"a\":1,\"b\":\"x\"}\n{\"a\":2}", $"database={database}");

        Assert.Equal("1\tx\n2\t", await engine.QueryAsync("SELECT * FROM t ORDER BY a", $"database={database}"));
    }

    [Fact]
    public async Task Repeated_insert_with_the_same_token_stores_once()
    {
        var engine = await shared.GetAsync();
        var database = await shared.CreateDatabaseAsync();
        await engine.QueryAsync("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a", $"database={database}");

        for (var i = 0; i < 2; i++)
        {
            await engine.QueryAsync("INSERT INTO t VALUES (1), (2)", $"database={database}&insert_deduplication_token=one");
        }

        Assert.Equal("2", await engine.QueryAsync("SELECT count() FROM t", $"database={database}"));
    }

    [Fact]
    public async Task Refused_statement_carries_clickhouse_code_in_status_and_header()
    {
        var engine = await shared.GetAsync();
        using var content = new StringContent("SELECT * FROM missing");

        using var response = await engine.Http.PostAsync("/", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("60", Assert.Single(response.Headers.GetValues("X-ClickHouse-Exception-Code")));
        Assert.StartsWith("Code: 60. DB::Exception: ", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
