using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Coxswain.Tests.Server.ClickHouseHttp;

/// <summary>The endpoint in front of the real engine: what a holder of the token can and cannot reach.</summary>
public sealed class ClickHouseHttpEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private const string Secret = "secret-of-this-test";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_of_the_store_can_be_read()
    {
        var (status, text) = await AskAsync("SELECT count() FROM otel_logs FORMAT JSONEachRow");

        Assert.Equal((HttpStatusCode.OK, "{\"count()\":0}\n"), (status, text));
    }

    [Fact]
    public async Task Parameters_formats_and_headers_pass_through()
    {
        using var content = new StringContent("SELECT {n:UInt8} AS n");
        using var answer = await server.Http.PostAsync("/clickhouse?param_n=7&default_format=JSONEachRow&query_id=mine", content, Cancelled);

        Assert.Equal("{\"n\":7}\n", await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("mine", Assert.Single(answer.Headers.GetValues("X-ClickHouse-Query-Id")));
        Assert.Equal("JSONEachRow", Assert.Single(answer.Headers.GetValues("X-ClickHouse-Format")));
    }

    [Theory]
    [InlineData("SELECT 1 FROM missing", 60, 404)]
    [InlineData("SELECT missing(1)", 46, 404)]
    [InlineData("SELECT toInt8('x')", 6, 400)]
    [InlineData("SELECT (1", 62, 400)]
    [InlineData("SELECT throwIf(1)", 395, 500)]
    [InlineData("DROP DATABASE otel", 164, 500)]
    [InlineData("SELECT 1 SETTINGS readonly = 0", 164, 500)]
    [InlineData("SELECT file('x')", 497, 403)]
    [InlineData("SELECT number FROM numbers(1001)", 396, 422)]
    public async Task Errors_have_the_status_clickhouse_gives_them_but_for_our_own_bounds(string sql, int code, int status)
    {
        using var content = new StringContent(sql);
        using var answer = await server.Http.PostAsync("/clickhouse", content, Cancelled);

        Assert.Equal((code.ToString(System.Globalization.CultureInfo.InvariantCulture), status), (Assert.Single(answer.Headers.GetValues("X-ClickHouse-Exception-Code")), (int)answer.StatusCode));
    }

    [Fact]
    public async Task Answers_say_how_much_damage_is_open()
    {
        using var content = new StringContent("SELECT 1");
        using var answer = await server.Http.PostAsync("/clickhouse", content, Cancelled);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("0", Assert.Single(answer.Headers.GetValues("Coxswain-Damage")));
        Assert.False(answer.Headers.Contains("Coxswain-Damage-Note"));
    }

    [Theory]
    [InlineData("Bearer", HttpStatusCode.OK)]
    [InlineData("Basic", HttpStatusCode.OK)]
    [InlineData("Key", HttpStatusCode.OK)]
    [InlineData("Wrong", HttpStatusCode.Unauthorized)]
    [InlineData("None", HttpStatusCode.Unauthorized)]
    public async Task Token_is_asked_for_in_the_ways_clients_send_it(string way, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(server.Record.Api), "/clickhouse?query=SELECT+1"));
        var token = server.Record.Token;
        request.Headers.Authorization = way switch
        {
            "Bearer" => new AuthenticationHeaderValue("Bearer", token),
            "Basic" => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("default:" + token))),
            "Wrong" => new AuthenticationHeaderValue("Bearer", token + "x"),
            _ => null,
        };
        if (way == "Key")
        {
            request.Headers.Add("X-ClickHouse-User", "default");
            request.Headers.Add("X-ClickHouse-Key", token);
        }

        using var client = new HttpClient(new SocketsHttpHandler());
        using var answer = await client.SendAsync(request, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("SELECT file('{0}')")]
    [InlineData("SELECT `file`('{0}')")]
    [InlineData("SELECT “file”('{0}')")]
    [InlineData("SELECT arrayMap(file, ['{0}'])")]
    [InlineData("SELECT arrayMap(x -> file(x), ['{0}'])")]
    [InlineData("SELECT * APPLY(file) FROM (SELECT '{0}' AS x)")]
    [InlineData("SELECT * APPLY file FROM (SELECT '{0}' AS x)")]
    [InlineData("SELECT * FROM file('{0}', LineAsString)")]
    [InlineData("SELECT * FROM `{0}`")]
    [InlineData("SELECT * FROM default.`{0}`")]
    [InlineData("SELECT * FROM \"{0}\"")]
    [InlineData("SELECT * FROM '{0}'")]
    [InlineData("SELECT 1 WHERE 'x' IN `{0}`")]
    [InlineData("WITH t AS (SELECT * FROM file('{0}', 'RawBLOB')) SELECT * FROM t")]
    [InlineData("SELECT * FROM view(SELECT * FROM file('{0}', 'LineAsString'))")]
    [InlineData("SELECT * FROM fileCluster('default', '{0}', 'LineAsString')")]
    [InlineData("SELECT * FROM loop(file('{0}', 'LineAsString')) LIMIT 1")]
    [InlineData("EXPLAIN SELECT * FROM file('{0}')")]
    [InlineData("SELECT * FROM format(Template, 'x') SETTINGS format_template_row = '{0}'")]
    [InlineData("INSERT INTO FUNCTION file('{0}', 'CSV', 'a String') SELECT 'x'")]
    [InlineData("SELECT 1 INTO OUTFILE '{0}' TRUNCATE")]
    public async Task Files_of_the_machine_cannot_be_read_or_written(string attack)
    {
        var path = Path.Combine(Path.GetTempPath(), "cox-" + Guid.NewGuid().ToString("N") + ".csv");
        await File.WriteAllTextAsync(path, Secret, Cancelled);
        try
        {
            foreach (var parameters in new[] { "", "?database=default", "?readonly=0", "?param_f=file" })
            {
                var (status, text) = await AskAsync(string.Format(null, CompositeFormat.Parse(attack), path), parameters);

                Assert.NotEqual(HttpStatusCode.OK, status);
                Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            }

            Assert.Equal(Secret, await File.ReadAllTextAsync(path, Cancelled));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("SELECT * FROM url('http://127.0.0.1:{0}/', LineAsString)")]
    [InlineData("DESCRIBE TABLE url('http://127.0.0.1:{0}/', CSV)")]
    [InlineData("SELECT * FROM s3('http://127.0.0.1:{0}/bucket/x.csv')")]
    [InlineData("DESCRIBE TABLE s3('http://127.0.0.1:{0}/bucket/x.csv', CSV)")]
    [InlineData("SELECT * FROM remote('127.0.0.1:{0}', system.one)")]
    [InlineData("SELECT * FROM mysql('127.0.0.1:{0}', 'd', 't', 'u', 'p')")]
    [InlineData("SELECT * FROM postgresql('127.0.0.1:{0}', 'd', 't', 'u', 'p')")]
    [InlineData("SELECT * FROM redis('127.0.0.1:{0}', 'k', 'k String')")]
    public async Task Network_cannot_be_reached(string attack)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (status, _) = await AskAsync(string.Format(null, CompositeFormat.Parse(attack), port));

        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("DROP DATABASE otel")]
    [InlineData("CREATE TABLE otel.x (a Int8) ENGINE = Memory")]
    [InlineData("CREATE TEMPORARY TABLE x (a Int8)")]
    [InlineData("KILL QUERY WHERE 1")]
    [InlineData("SELECT 1; DROP DATABASE otel")]
    [InlineData("SELECT 1 SETTINGS max_result_rows = 0, max_execution_time = 0")]
    [InlineData("SELECT 1 SETTINGS readonly = 0")]
    public async Task Nothing_can_be_changed(string sql)
    {
        var (status, _) = await AskAsync(sql);

        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("SELECT count() FROM otel.otel_logs")).Status);
    }

    [Theory]
    [InlineData("SELECT number FROM numbers(100000) FORMAT Null", "396")]
    [InlineData("SELECT number FROM numbers(1001)", "396")]
    [InlineData("SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1", "159")]
    [InlineData("SELECT length(groupArray(toString(number))) FROM numbers(100000000)", "241")]
    public async Task Row_time_and_memory_limits_hold(string sql, string code)
    {
        using var content = new StringContent(sql);
        using var answer = await server.Http.PostAsync("/clickhouse?max_result_rows=0&max_execution_time=0&max_memory_usage=0", content, Cancelled);

        Assert.Equal(code, Assert.Single(answer.Headers.GetValues("X-ClickHouse-Exception-Code")));
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string sql, string parameters = "")
    {
        using var content = new StringContent(sql);
        using var answer = await server.Http.PostAsync("/clickhouse" + parameters, content, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
