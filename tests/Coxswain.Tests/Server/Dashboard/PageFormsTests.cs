using System.Net;
using Coxswain.Server.Security;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Dashboard;

/// <summary>What forms of pages send: done and said, or refused with what is wrong and nothing changed.</summary>
public sealed class PageFormsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>, IDisposable
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Http.BaseAddress };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("name=day&period=day&limitUsd=-5", "limitUsd: Give more than 0")]
    [InlineData("name=day&period=day&limitUsd=five", "limitUsd: Give more than 0")]
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
    [InlineData("csv", "\"answer\",\"nothing\"\n1,\\N\n")]
    [InlineData("json", "{\"answer\":1,\"nothing\":null}\n")]
    public async Task Answer_comes_as_a_file(string format, string content)
    {
        await LogInAsync();
        using var answer = await _browser.PostAsync(new Uri($"/sql/download/{format}", UriKind.Relative), Form("sql=SELECT+%7Bn%3AUInt8%7D+AS+answer%2C+NULL+AS+nothing&p.n=1"), Cancel);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(content, await answer.Content.ReadAsStringAsync(Cancel));
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

    private async Task LogInAsync()
    {
        using var settled = await server.Http.GetAsync(new Uri("/api/usage/daily", UriKind.Relative), Cancel);
        using var login = await _browser.PostAsync(new Uri("/login", UriKind.Relative), Form("code=" + BrowserAccess.LoginCode(new ApiToken(server.Record.Token))), Cancel);
    }

    private static StringContent Form(string fields) => new(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
}
