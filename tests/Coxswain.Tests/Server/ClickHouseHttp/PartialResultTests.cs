using System.Net;
using System.Text;
using Coxswain.Cli.Commands.Sql;

namespace Coxswain.Tests.Server.ClickHouseHttp;

/// <summary>A result over a limit is never taken for a whole one. The shared server answers at most 1,000 rows in 2 seconds.</summary>
public sealed class PartialResultTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(999)]
    [InlineData(1000)]
    public async Task Result_of_exactly_the_limit_is_whole_and_one_row_more_is_refused(int limit)
    {
        using var whole = await PostAsync($"SELECT number FROM numbers({limit}) FORMAT CSV", $"?max_result_rows={limit}");
        using var more = await PostAsync($"SELECT number FROM numbers({limit + 1}) FORMAT CSV", $"?max_result_rows={limit}");

        Assert.Equal((HttpStatusCode.OK, limit), (whole.StatusCode, (await whole.Content.ReadAsStringAsync(Cancelled)).Split('\n').Length - 1));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "396"), (more.StatusCode, Assert.Single(more.Headers.GetValues("X-ClickHouse-Exception-Code"))));
        Assert.StartsWith("Code: 396. DB::Exception: ", await more.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_by_our_limit_names_the_setting_that_raises_it()
    {
        using var answer = await PostAsync("SELECT number FROM numbers(1001)", "");

        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("(TOO_MANY_ROWS_OR_BYTES)", text, StringComparison.Ordinal);
        Assert.Contains("No rows are returned: narrow the query, or raise sql.maxRows", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&enable_http_compression=1")]
    public async Task Failure_after_the_first_rows_ends_in_the_exception_block_and_a_broken_transfer(string compression)
    {
        // Rows of 1 KB, 100 to a block: 64 KiB have left before the 900th row.
        const string Sql = "SELECT repeat('x', 1000) AS text, throwIf(number = 900, 'boom') FROM numbers(950) FORMAT JSONEachRow";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/clickhouse?max_block_size=100&max_threads=1" + compression) { Content = new StringContent(Sql) };
        if (compression.Length > 0)
        {
            request.Headers.AcceptEncoding.ParseAdd("gzip");
        }

        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {(answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Cancelled))}");
        var (text, broke) = await ReadAsync(answer);
        var rows = new MemoryStream();
        var failure = await new SqlRows(new MemoryStream(Encoding.UTF8.GetBytes(text)), Tag(answer)).CopyAsync(rows, Cancelled);

        Assert.True(broke);
        Assert.EndsWith("\r\n__exception__\r\n", text, StringComparison.Ordinal);
        Assert.StartsWith("Code: 395. DB::Exception: boom", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("__exception__", Encoding.UTF8.GetString(rows.ToArray()), StringComparison.Ordinal);
        Assert.EndsWith("}\n", Encoding.UTF8.GetString(rows.ToArray()), StringComparison.Ordinal);
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task Damaged_gzip_is_the_callers_fault()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/clickhouse") { Content = new ByteArrayContent([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) };
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var answer = await server.Http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(server.Errors);
    }

    private async Task<HttpResponseMessage> PostAsync(string sql, string parameters)
    {
        using var content = new StringContent(sql);
        return await server.Http.PostAsync("/clickhouse" + parameters, content, Cancelled);
    }

    private static string Tag(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("X-ClickHouse-Exception-Tag"));

    private static async Task<(string Text, bool Broke)> ReadAsync(HttpResponseMessage answer)
    {
        var bytes = new MemoryStream();
        var broke = false;
        await using (var stream = await answer.Content.ReadAsStreamAsync(Cancelled))
        {
            try
            {
                await stream.CopyToAsync(bytes, Cancelled);
            }
            catch (IOException)
            {
                broke = true;
            }
        }

        bytes.Position = 0;
        if (answer.Content.Headers.ContentEncoding.Contains("gzip"))
        {
            await using var plain = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionMode.Decompress);
            using var reader = new StreamReader(plain);
            return (await reader.ReadToEndAsync(Cancelled), broke);
        }

        return (Encoding.UTF8.GetString(bytes.ToArray()), broke);
    }
}
