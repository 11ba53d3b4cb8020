using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Coxswain.Core.Telemetry.Asking;
using Coxswain.Server.Security;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Dashboard;

/// <summary>What forms of pages send: done and said, or refused with what is wrong and nothing changed.</summary>
public sealed class PageFormsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>, IDisposable
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Http.BaseAddress };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("name=day&period=day&limitUsd=-5", "limitUsd: Give at least 0.01 and at most 1,000,000 dollars.")]
    [InlineData("name=day&period=day&limitUsd=0.00999", "limitUsd: Give at least 0.01")]
    [InlineData("name=day&period=day&limitUsd=five", "limitUsd: Give at least 0.01")]
    [InlineData("name=Day!&period=day&limitUsd=5", "name: Give 1 to 64")]
    [InlineData("name=day&period=year&limitUsd=5", "period: Give request")]
    [InlineData("name=day&period=day&limitUsd=5&blockFromPercent=often", "ladder: Give percentages")]
    public async Task Budget_that_cannot_be_is_refused_by_its_fields(string fields, string problem)
    {
        var (status, html) = await PostAsync("/budgets", fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Nothing was changed. ", html, StringComparison.Ordinal);
        Assert.Contains(problem, html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\":\"day\"", await server.Http.GetStringAsync(new Uri("/api/budgets", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_is_kept_under_its_name_asked_again_and_forgotten()
    {
        var (_, kept) = await PostAsync("/sql/keep", "name=%3Cb%3Emine&sql=SELECT+40%2B2+AS+answer");
        Assert.Contains("The query is kept.", kept, StringComparison.Ordinal);
        Assert.Contains(">42<", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>mine", kept, StringComparison.Ordinal);

        var (_, gone) = await PostAsync("/sql/forget", "name=%3Cb%3Emine");
        Assert.Contains("The query is forgotten.", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("&lt;b&gt;mine", gone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name=&sql=SELECT+1", "Give a name")]
    [InlineData("name=Plan%3A+cost+trend&sql=SELECT+1", "comes with Coxswain")]
    [InlineData("name=x&sql=", "Give a query")]
    public async Task Query_that_cannot_be_kept_is_not(string fields, string problem)
    {
        var (status, html) = await PostAsync("/sql/keep", fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO otel_logs (Body) VALUES ('x')", "Only queries that read")]
    [InlineData("SELECT * FROM file('/etc/passwd')", "not available here")]
    [InlineData("SELECT {missing:UInt8}", "missing")]
    [InlineData("SELEC 1", "Only queries that read")]
    [InlineData("SELECT 1 FORMAT CSV", "leave out FORMAT")]
    public async Task Question_that_is_none_is_answered_with_why(string sql, string why)
    {
        var (_, html) = await PostAsync("/sql", "sql=" + Uri.EscapeDataString(sql));

        Assert.Contains(why, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "text/csv", "coxswain.csv", "\"answer\",\"nothing\",\"said\"\n-1,\\N,\"'=1+1\"\n-1,\\N,\"'=1+1\"\n")]
    [InlineData("json", "application/json", "coxswain.json", "[\n{\"answer\":-1,\"nothing\":null,\"said\":\"=1+1\"},\n{\"answer\":-1,\"nothing\":null,\"said\":\"=1+1\"}\n]\n")]
    [InlineData("ndjson", "application/x-ndjson", "coxswain.ndjson", "{\"answer\":-1,\"nothing\":null,\"said\":\"=1+1\"}\n{\"answer\":-1,\"nothing\":null,\"said\":\"=1+1\"}\n")]
    public async Task Answer_comes_as_a_file(string format, string type, string name, string content)
    {
        using var answer = await DownloadAsync(format, "SELECT {n:Int8} AS answer, NULL AS nothing, '=1+1' AS said FROM numbers(2)", "&p.n=-1");

        Assert.Equal(("attachment", name, type), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileName, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(content, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A query's own format is not taken for ours.</summary>
    [Theory]
    [InlineData("csv", "SELECT '=1' FORMAT TSV", "coxswain.txt", "=1\n")]
    [InlineData("json", "SELECT 1 AS one FORMAT JSONEachRow", "coxswain.json", "[\n{\"one\":1}\n]\n")]
    [InlineData("json", "SELECT number FROM numbers(0)", "coxswain.json", "[\n\n]\n")]
    public async Task File_is_named_by_what_is_in_it(string format, string sql, string name, string content)
    {
        using var answer = await DownloadAsync(format, sql, "");

        Assert.Equal(name, answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(content, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task There_is_no_other_download()
    {
        using var answer = await DownloadAsync("xml", "SELECT 1", "");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "true", "each row once (FINAL)")]
    [InlineData("&rows=once", "true", "each row once (FINAL)")]
    [InlineData("&rows=stored", "false", "as they are stored")]
    public async Task Explorer_and_its_downloads_read_each_row_once_unless_told_otherwise(string rows, string isFinal, string said)
    {
        var (_, html) = await PostAsync("/sql", "sql=SELECT+getSetting('final')+AS+f" + rows);
        using var file = await DownloadAsync("ndjson", "SELECT getSetting('final') AS f", rows);

        Assert.Contains($">{isFinal}<", html, StringComparison.Ordinal);
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Equal($"{{\"f\":{isFinal}}}\n", await file.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Query_that_comes_with_the_product_says_what_it_counts_and_where_the_pages_figure_is_from()
    {
        await LogInAsync();
        var told = await server.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/queries", UriKind.Relative), Cancel);
        Assert.Equal(PlanQueries.All.Select(static one => (one.Name, one.Counts, one.Differs)), told.GetProperty("shipped").EnumerateArray().Select(static one => (Text(one, "name"), Text(one, "counts"), Text(one, "differs"))));
        Assert.Equal(4, PlanQueries.All.Count(static one => one.Name.StartsWith("Plan: ", StringComparison.Ordinal)));
        foreach (var one in PlanQueries.All)
        {
            var html = WebUtility.HtmlDecode(await _browser.GetStringAsync(new Uri("/sql?saved=" + Uri.EscapeDataString(one.Name), UriKind.Relative), Cancel));
            Assert.Contains($"{one.Counts} {one.Differs} <a href=\"{one.Page}\">", html, StringComparison.Ordinal);
            Assert.DoesNotContain("The query was not answered", html, StringComparison.Ordinal);

            var (_, asked) = await PostAsync("/sql", "sql=" + Uri.EscapeDataString(one.Sql.ReplaceLineEndings("\r\n")));
            Assert.Contains(one.Differs, WebUtility.HtmlDecode(asked), StringComparison.Ordinal);
            foreach (var address in new[] { one.Page, "/query?name=" + Uri.EscapeDataString(one.PageQuery) })
            {
                using var page = await _browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            }
        }

        static string Text(JsonElement one, string member) => one.GetProperty(member).GetString() ?? "";
    }

    [Theory]
    [InlineData("name=nothing.like.it&value=1", "There is no such setting")]
    [InlineData("name=store.retentionDays&value=many", "Nothing was changed.")]
    [InlineData("name=store.retentionDays&value=-5", "Nothing was changed.")]
    public async Task Setting_that_would_not_do_is_not_written(string fields, string problem)
    {
        var (status, html) = await PostAsync("/settings", fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_brings_no_words_of_the_address()
    {
        await LogInAsync();
        var html = await _browser.GetStringAsync(new Uri("/budgets?done=You+won", UriKind.Relative), Cancel);

        Assert.DoesNotContain("You won", html, StringComparison.Ordinal);
    }

    public void Dispose() => _browser.Dispose();

    private async Task<(HttpStatusCode Status, string Html)> PostAsync(string address, string fields)
    {
        await LogInAsync();
        using var answer = await _browser.PostAsync(new Uri(address, UriKind.Relative), Form(fields), Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<HttpResponseMessage> DownloadAsync(string format, string sql, string more)
    {
        await LogInAsync();
        return await _browser.PostAsync(new Uri($"/sql/download/{format}", UriKind.Relative), Form("sql=" + Uri.EscapeDataString(sql) + more), Cancel);
    }

    private async Task LogInAsync()
    {
        using var settled = await server.Http.GetAsync(new Uri("/api/usage/daily", UriKind.Relative), Cancel);
        using var login = await _browser.PostAsync(new Uri("/login", UriKind.Relative), Form("code=" + BrowserAccess.LoginCode(new ApiToken(server.Record.Token))), Cancel);
    }

    private static StringContent Form(string fields) => new(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
}
