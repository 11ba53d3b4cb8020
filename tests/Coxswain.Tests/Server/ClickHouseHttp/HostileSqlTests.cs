using System.Net;

namespace Coxswain.Tests.Server.ClickHouseHttp;

/// <summary>What a holder of the token may try beyond reading: every query is refused with ClickHouse's own kind of error, and the store is as it was.</summary>
public sealed class HostileSqlTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static readonly string[] Queries =
    [
        // Files.
        "SELECT * FROM file('/etc/passwd', 'LineAsString', 'l String')", "SELECT * FROM fileCluster('default', '/etc/passwd', 'LineAsString')", "SELECT file('/etc/passwd')", "SELECT * FROM sqlite('/tmp/x.db', 't')",
        "SELECT * FROM executable('id', 'TSV', 'x String')", "SELECT * FROM s3('http://127.0.0.1:9/x')", "SELECT * FROM s3Cluster('default', 'http://127.0.0.1:9/x')", "SELECT * FROM gcs('http://127.0.0.1:9/x')",
        "SELECT * FROM hdfs('hdfs://127.0.0.1:9/x')", "SELECT * FROM azureBlobStorage('x', 'y', 'z')", "SELECT * FROM iceberg('http://127.0.0.1:9/x')", "SELECT * FROM deltaLake('http://127.0.0.1:9/x')", "SELECT * FROM hudi('http://127.0.0.1:9/x')",
        // Other servers.
        "SELECT * FROM url('http://127.0.0.1:9/', 'LineAsString')", "SELECT * FROM urlCluster('default', 'http://127.0.0.1:9/')", "SELECT * FROM remote('127.0.0.1:9', system.one)", "SELECT * FROM remoteSecure('127.0.0.1:9', system.one)",
        "SELECT * FROM cluster('default', system.one)", "SELECT * FROM clusterAllReplicas('default', system.one)", "SELECT * FROM mysql('127.0.0.1:9', 'd', 't', 'u', 'p')", "SELECT * FROM postgresql('127.0.0.1:9', 'd', 't', 'u', 'p')",
        "SELECT * FROM mongodb('127.0.0.1:9', 'd', 'c', 'u', 'p', 'x String')", "SELECT * FROM redis('127.0.0.1:9', 'k', 'k String')", "SELECT * FROM jdbc('x', 'y')", "SELECT * FROM odbc('x', 'y', 'z')", "SELECT reverseDNSQuery('127.0.0.1')",
        // Writing, by any door.
        "SELECT 1 INTO OUTFILE '/tmp/cox-hostile'", "SELECT 1 INTO/**/OUTFILE '/tmp/cox-hostile' APPEND", "INSERT INTO FUNCTION file('/tmp/cox-hostile', 'CSV', 'a Int8') SELECT 1", "INSERT INTO otel.otel_logs (Body) VALUES ('x')",
        "CREATE TABLE otel.hostile (a Int8) ENGINE = Memory", "CREATE DICTIONARY otel.d (k UInt64) PRIMARY KEY k SOURCE(FILE(path '/etc/passwd' format 'TSV')) LAYOUT(FLAT()) LIFETIME(1)", "CREATE FUNCTION f AS (x) -> x", "CREATE USER u",
        "CREATE NAMED COLLECTION c AS a = '1'", "ALTER TABLE otel.otel_logs DELETE WHERE 1", "TRUNCATE TABLE otel.otel_logs", "DROP DATABASE otel SYNC", "RENAME TABLE otel.otel_logs TO otel.x", "EXCHANGE TABLES otel.otel_logs AND otel.otel_traces",
        "OPTIMIZE TABLE otel.otel_logs FINAL", "DELETE FROM otel.otel_logs WHERE 1", "UPDATE otel.otel_logs SET Body = '' WHERE 1", "BACKUP DATABASE otel TO File('/tmp/cox-hostile')", "RESTORE DATABASE otel FROM File('/tmp/x')", "UNDROP TABLE otel.x",
        "ATTACH DATABASE x", "DETACH TABLE otel.otel_logs", "MOVE USER x TO y", "GRANT ALL ON *.* TO default",
        // The engine itself.
        "SYSTEM SHUTDOWN", "SYSTEM KILL", "SYSTEM FLUSH LOGS", "SYSTEM STOP MERGES", "SYSTEM DROP MARK CACHE", "SYSTEM RELOAD CONFIG", "KILL QUERY WHERE 1 SYNC", "KILL MUTATION WHERE 1", "CHECK TABLE otel.otel_logs",
        // Getting out of the bounds.
        "SELECT 1 SETTINGS readonly = 0", "SELECT 1 SETTINGS max_result_rows = 0", "SELECT 1 SETTINGS max_execution_time = 0, max_memory_usage = 0", "SELECT * FROM (SELECT 1 SETTINGS max_memory_usage = 0)", "SELECT 1 FORMAT TSV SETTINGS readonly = 0",
        "SET readonly = 0", "SET max_result_rows = 0", "SELECT 1; DROP DATABASE otel", "SELECT 1;\n\n; SYSTEM SHUTDOWN", "USE system", "BEGIN TRANSACTION", "EXECUTE AS root SELECT 1", "PREPARE x AS SELECT 1",
        "SELECT 1 FORMAT Template SETTINGS format_template_resultset = '/etc/passwd'", "WITH x AS (SELECT 1) INSERT INTO otel.otel_logs SELECT * FROM x", "EXPLAIN SELECT * FROM file('/etc/passwd')", "DESCRIBE TABLE url('http://127.0.0.1:9/')",
        "SELECT arrayMap(file, ['/etc/passwd'])", "SELECT * APPLY(file) FROM (SELECT '/etc/passwd' AS x)", "SELECT * FROM view(SELECT * FROM url('http://127.0.0.1:9/'))", "SELECT * FROM viewIfPermitted(SELECT * FROM url('http://127.0.0.1:9/') ELSE null('x Int8'))",
        "SELECT sleepEachRow(3) FROM numbers(1000) SETTINGS function_sleep_max_microseconds_per_block = 0", "", ";", "--", "/*", "SELECT '", "SELECT 1 FORMAT NoSuchFormat", "\0", "SELECT \0",
    ];

    private static readonly string[] Escapes = ["readonly=0", "readonly=2", "max_result_rows=0", "max_execution_time=0", "max_memory_usage=0", "result_overflow_mode=break"];

    private static readonly string[] Refused =
    [
        "allow_ddl=1", "allow_introspection_functions=1", "session_id=x", "role=admin", "profile=default", "quota_key=x", "log_comment=cox-1:", "format_schema=/etc/passwd", "format_template_row=/etc/passwd", "user_files_path=/", "output_format_schema=/tmp/x",
        "max_bytes_before_external_sort=1", "send_logs_level=trace", "stacktrace=1", "decompress=1", "compress=1", "buffer_size=1000000000", "insert_deduplication_token=x", "http_headers_progress_interval=1", "READONLY=0", "read%6Fnly%20=0",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_query_does_anything_but_read_the_store()
    {
        var passed = new List<string>();
        foreach (var sql in Queries)
        {
            var (status, code) = await AskAsync(sql, "");
            if (status == HttpStatusCode.OK || code is null)
            {
                passed.Add($"{sql} -> {status}");
            }
        }

        Assert.Empty(passed);
        Assert.False(File.Exists("/tmp/cox-hostile"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("SELECT count() FROM otel.otel_logs", "")).Status);
    }

    [Fact]
    public async Task No_setting_in_the_address_widens_a_bound()
    {
        foreach (var escape in Escapes)
        {
            Assert.Equal((escape, "396"), (escape, (await AskAsync("SELECT number FROM numbers(1001)", "?" + escape)).Code));
            Assert.Equal((escape, "164"), (escape, (await AskAsync("CREATE TABLE otel.hostile (a Int8) ENGINE = Memory", "?" + escape)).Code));
        }

        foreach (var setting in Refused)
        {
            Assert.Equal((setting, "164"), (setting, (await AskAsync("SELECT 1", "?" + setting)).Code));
        }
    }

    private async Task<(HttpStatusCode Status, string? Code)> AskAsync(string sql, string parameters)
    {
        using var content = new StringContent(sql);
        using var answer = await server.Http.PostAsync("/clickhouse" + parameters, content, Cancelled);
        await answer.Content.ReadAsByteArrayAsync(Cancelled);
        return (answer.StatusCode, answer.Headers.TryGetValues("X-ClickHouse-Exception-Code", out var codes) ? codes.Single() : null);
    }
}
