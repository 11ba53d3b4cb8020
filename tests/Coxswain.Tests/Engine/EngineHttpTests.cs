using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Coxswain.Testing.Engines;

namespace Coxswain.Tests.Engine;

/// <summary>What ClickHouse's HTTP interface promises, asked of the real engine.</summary>
public sealed class EngineHttpTests(SharedEngine shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/ping")]
    [InlineData("/")]
    [InlineData("/replicas_status")]
    [InlineData("/health")]
    public async Task Health_addresses_answer_ok(string path)
    {
        var engine = await shared.GetAsync();

        Assert.Equal("Ok.\n", await engine.Http.GetStringAsync(new Uri(path, UriKind.Relative), Cancelled));
    }

    [Fact]
    public async Task Health_tells_how_many_errors_there_were()
    {
        var engine = await shared.GetAsync();
        var before = await ErrorsAsync(engine);

        await Assert.ThrowsAsync<HttpRequestException>(() => engine.QueryAsync("SELECT throwIf(1)"));

        Assert.True(await ErrorsAsync(engine) > before);
    }

    private static async Task<long> ErrorsAsync(EngineProcess engine)
    {
        using var answer = await engine.Http.GetAsync(new Uri("/health", UriKind.Relative), Cancelled);
        return long.Parse(answer.Headers.GetValues("X-Engine-Errors").Single(), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Json_of_many_blocks_is_one_document()
    {
        var engine = await shared.GetAsync();

        var json = await engine.QueryAsync("SELECT number FROM numbers(200000) FORMAT JSON", "max_block_size=10000");

        using var document = JsonDocument.Parse(json);
        Assert.Equal(200_000, document.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(200_000, document.RootElement.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("String", "a\\tb", "a\\tb")]
    [InlineData("UInt64", "18446744073709551615", "18446744073709551615")]
    [InlineData("Array(String)", "['x','it\\'s']", "['x','it\\'s']")]
    [InlineData("DateTime64(9, 'UTC')", "2026-11-23 01:02:03.123456789", "2026-11-23 01:02:03.123456789")]
    [InlineData("Nullable(Int8)", "\\N", "\\N")]
    [InlineData("Map(String, UInt8)", "{'a':1}", "{'a':1}")]
    [InlineData("Decimal(38, 12)", "1.000000000001", "1.000000000001")]
    public async Task Parameters_have_the_type_the_query_gives_them(string type, string value, string expected)
    {
        var engine = await shared.GetAsync();

        Assert.Equal(expected, await engine.QueryAsync($"SELECT {{p:{type}}}", "param_p=" + Uri.EscapeDataString(value)));
    }

    [Fact]
    public async Task Get_may_not_write()
    {
        var engine = await shared.GetAsync();

        using var response = await engine.Http.GetAsync(new Uri("/?query=CREATE+DATABASE+no", UriKind.Relative), Cancelled);

        Assert.Equal("164", Assert.Single(response.Headers.GetValues("X-ClickHouse-Exception-Code")));
    }

    [Theory]
    [InlineData("nonsense=1", "115")]
    [InlineData("max_threads=many", "27")]
    [InlineData("database=missing", "81")]
    [InlineData("compress=1", "48")]
    public async Task Wrong_settings_are_refused_with_clickhouse_code(string parameters, string code)
    {
        var engine = await shared.GetAsync();
        using var content = new StringContent("SELECT 1");

        using var response = await engine.Http.PostAsync("/?" + parameters, content, Cancelled);

        Assert.Equal(code, Assert.Single(response.Headers.GetValues("X-ClickHouse-Exception-Code")));
    }

    [Fact]
    public async Task Settings_of_one_request_do_not_reach_the_next()
    {
        var engine = await shared.GetAsync();

        await engine.QueryAsync("SELECT 1", "max_threads=1&log_comment=mine");

        Assert.Equal("0", await engine.QueryAsync("SELECT position(getSetting('log_comment'), 'mine') + (getSetting('max_threads') = 1)", "query_id=q-2"));
    }

    [Fact]
    public async Task Failure_after_rows_were_sent_ends_the_body_with_the_exception_block_and_a_broken_transfer()
    {
        var engine = await shared.GetAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/?max_block_size=1000")
        {
            Content = new StringContent("SELECT number, throwIf(number = 190000, 'boom') FROM numbers(200000) FORMAT JSONEachRow"),
        };

        using var response = await engine.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var tag = Assert.Single(response.Headers.GetValues("X-ClickHouse-Exception-Tag"));
        var body = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(Cancelled);
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(body, Cancelled));

        var text = Encoding.UTF8.GetString(body.ToArray());
        var block = text[text.IndexOf("\r\n__exception__\r\n", StringComparison.Ordinal)..].Split("\r\n");
        var end = block[3].LastIndexOf('\n') + 1;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["", "__exception__", tag], block[..3]);
        Assert.StartsWith("Code: 395. DB::Exception: boom", block[3], StringComparison.Ordinal);
        Assert.Equal(end.ToString(CultureInfo.InvariantCulture) + " " + tag, block[3][end..]);
        Assert.Equal(["__exception__", ""], block[4..]);
    }

    [Fact]
    public async Task Failure_is_a_status_when_the_client_waits_for_the_end()
    {
        var engine = await shared.GetAsync();
        using var content = new StringContent("SELECT number, throwIf(number = 190000) FROM numbers(200000) FORMAT JSONEachRow");

        using var response = await engine.Http.PostAsync("/?max_block_size=1000&wait_end_of_query=1", content, Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("395", Assert.Single(response.Headers.GetValues("X-ClickHouse-Exception-Code")));
    }

    [Fact]
    public async Task Gzip_works_both_ways()
    {
        var engine = await shared.GetAsync();
        var database = await shared.CreateDatabaseAsync();
        await engine.QueryAsync("CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a", "database=" + database);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 100_000))), Cancelled);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        using var inserted = await engine.Http.PostAsync($"/?database={database}&query=INSERT+INTO+t+FORMAT+TSV", content, Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/?database={database}&enable_http_compression=1") { Content = new StringContent("SELECT sum(a) FROM t") };
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await engine.Http.SendAsync(request, Cancelled);
        await using var unpacked = new GZipStream(await response.Content.ReadAsStreamAsync(Cancelled), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);

        Assert.Equal(HttpStatusCode.OK, inserted.StatusCode);
        Assert.Contains("\"written_rows\":\"100000\"", Assert.Single(inserted.Headers.GetValues("X-ClickHouse-Summary")), StringComparison.Ordinal);
        Assert.Equal("4999950000\n", await reader.ReadToEndAsync(Cancelled));
    }

    [Theory]
    [InlineData("SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1")]
    [InlineData("SELECT number FROM numbers(1000000000000)")]
    [InlineData("INSERT INTO FUNCTION null('n UInt64') SELECT number FROM numbers(1000000000000)")]
    [InlineData("CREATE TABLE default.gone ENGINE = Null AS SELECT number FROM numbers(1000000000000)")]
    public async Task Query_stops_when_its_client_goes(string sql)
    {
        var engine = await shared.GetAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/?max_threads=1&query_id=gone") { Content = new StringContent(sql) };
        var answer = engine.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, leaving.Token);
        await EventuallyAsync(engine, "1");

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await EventuallyAsync(engine, "0");
    }

    [Fact]
    public async Task Memory_limit_of_a_query_is_kept()
    {
        var engine = await shared.GetAsync();
        using var content = new StringContent("SELECT length(groupArray(toString(number))) FROM numbers(100000000)");

        using var response = await engine.Http.PostAsync("/?max_memory_usage=50000000", content, Cancelled);

        Assert.Equal("241", Assert.Single(response.Headers.GetValues("X-ClickHouse-Exception-Code")));
    }

    [Fact]
    public async Task Broken_gzip_is_refused_and_nothing_is_stored()
    {
        var engine = await shared.GetAsync();
        var database = await shared.CreateDatabaseAsync();
        await engine.QueryAsync("CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a", "database=" + database);
        using var content = new ByteArrayContent([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7]);
        content.Headers.ContentEncoding.Add("gzip");

        using var response = await engine.Http.PostAsync($"/?database={database}&query=INSERT+INTO+t+FORMAT+TSV", content, Cancelled);

        Assert.Equal("354", Assert.Single(response.Headers.GetValues("X-ClickHouse-Exception-Code")));
        Assert.Equal("0", await engine.QueryAsync("SELECT count() FROM t", "database=" + database));
    }

    [Fact]
    public async Task Queries_run_side_by_side()
    {
        var engine = await shared.GetAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => engine.QueryAsync($"SELECT {i}, count() FROM numbers(1000000)")));

        Assert.Equal(Enumerable.Range(0, 16).Select(static i => $"{i}\t1000000"), answers);
    }

    [Fact]
    public async Task Merge_tree_defaults_are_the_durable_ones()
    {
        var engine = await shared.GetAsync();

        var settings = await engine.QueryAsync(
            "SELECT name, value FROM system.merge_tree_settings WHERE name IN ('fsync_after_insert', 'fsync_part_directory', 'non_replicated_deduplication_window') ORDER BY name");

        Assert.Equal("fsync_after_insert\t1\nfsync_part_directory\t1\nnon_replicated_deduplication_window\t10000", settings);
    }

    private static async Task EventuallyAsync(EngineProcess engine, string running)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await engine.QueryAsync("SELECT count() FROM system.processes WHERE Settings['log_comment'] LIKE '%:gone'") != running)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }
}
