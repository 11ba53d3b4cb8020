using System.Net;
using System.Net.Http.Json;
using System.Text;
using Coxswain.Core.Ratings;
using Coxswain.Server.Api.Ratings;
using Coxswain.Server.Security;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Ratings;

/// <summary>The real server with the real engine: a session is told of, rated, read back, and the rating taken back.</summary>
public sealed class RatingEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rating_is_kept_read_back_replaced_and_taken_back()
    {
        await SendSessionAsync("rated-session");

        var first = await RateAsync("rated-session", 2, "went in circles");
        var second = await RateAsync("rated-s", 5, "");
        var both = await ReadAsync("?session=rated-session");
        using var undone = await server.Http.DeleteAsync(new Uri($"/api/ratings/{second.Id}", UriKind.Relative), Cancel);
        var one = await ReadAsync("?session=rated-session");
        using var again = await server.Http.DeleteAsync(new Uri($"/api/ratings/{second.Id}", UriKind.Relative), Cancel);

        Assert.Equal(("rated-session", 5), (second.Session, second.Score));
        Assert.Equal((second.Id, 5, ""), (both.Ratings[0].Id, both.Ratings[0].Score, both.Ratings[0].Note));
        Assert.Equal((1, 5.0), (both.Summary.N, both.Summary.Mean));
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Equal((first.Id, 2, "went in circles", "api"), (one.Ratings[0].Id, one.Ratings[0].Score, one.Ratings[0].Note, one.Ratings[0].Through));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("{\"session\":\"x\",\"score\":0}", 400, "Give 1 to 5")]
    [InlineData("{\"session\":\"x\",\"score\":6}", 400, "Give 1 to 5")]
    [InlineData("{\"session\":\"x\"}", 400, "Give 1 to 5")]
    [InlineData("{\"score\":3}", 400, "Name a session")]
    [InlineData("{\"session\":\"nobody-knows\",\"score\":3}", 404, "no_such_session")]
    [InlineData("[]", 400, "bad_request")]
    [InlineData("{\"session\":{},\"score\":3}", 400, "bad_request")]
    public async Task What_is_no_rating_is_refused_by_name(string body, int status, string expected)
    {
        using var answer = await server.Http.PostAsync(new Uri("/api/ratings", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_beyond_measure_is_refused()
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/ratings", new RatingWish("x", 3, new string('n', 501), null), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_form_of_the_page_rates_for_who_is_logged_in_and_nobody_else()
    {
        await SendSessionAsync("form-session");
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Http.BaseAddress };

        using var stranger = await PostAsync(browser, "session=form-session&score=1");
        using var login = await browser.PostAsync(new Uri("/login", UriKind.Relative), Form("code=" + BrowserAccess.LoginCode(new ApiToken(server.Record.Token))), Cancel);
        using var rated = await PostAsync(browser, "session=form-session&score=4");
        using var wrong = await PostAsync(browser, "session=form-session&score=7");
        using var unknown = await PostAsync(browser, "session=form-sess&score=4");
        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, "/rate") { Content = Form("session=form-session&score=1") };
        elsewhere.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        using var refused = await browser.SendAsync(elsewhere, Cancel);

        Assert.Equal((HttpStatusCode.SeeOther, "/login"), (stranger.StatusCode, stranger.Headers.Location?.ToString()));
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (rated.StatusCode, rated.Headers.Location?.ToString()));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (wrong.StatusCode, unknown.StatusCode, refused.StatusCode));
        var rating = Assert.Single((await ReadAsync("?session=form-session")).Ratings);
        Assert.Equal((4, "dashboard"), (rating.Score, rating.Through));
        Assert.Contains("You gave this session 4 of 5.", await browser.GetStringAsync(new Uri("/health?session=form-session", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    private static StringContent Form(string body) => new(body, Encoding.UTF8, "application/x-www-form-urlencoded");

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, string body) => browser.PostAsync(new Uri("/rate", UriKind.Relative), Form(body), Cancel);

    private async Task<RatingReport> ReadAsync(string query)
        => await server.Http.GetFromJsonAsync<RatingReport>("/api/ratings" + query, Cancel) ?? throw new InvalidOperationException("No answer.");

    private async Task<SavedRating> RateAsync(string session, int score, string note)
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/ratings", new RatingWish(session, score, note, null), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<SavedRating>(Cancel) ?? throw new InvalidOperationException("No answer.");
    }

    private async Task SendSessionAsync(string session)
    {
        var now = DateTimeOffset.UtcNow;
        var body = $$$$"""
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"claude-code"}}]},"scopeLogs":[{"scope":{"name":"com.anthropic.claude_code.events"},"logRecords":[
            {"timeUnixNano":"{{{{now.ToUnixTimeMilliseconds()}}}}000000","body":{"stringValue":"claude_code.api_request"},"attributes":[{"key":"event.name","value":{"stringValue":"api_request"}},
            {"key":"session.id","value":{"stringValue":"{{{{session}}}}"}},{"key":"model","value":{"stringValue":"claude-opus-5-5"}},{"key":"input_tokens","value":{"stringValue":"10"}},
            {"key":"output_tokens","value":{"stringValue":"10"}},{"key":"request_id","value":{"stringValue":"req_{{{{session}}}}"}}]}]}]}]}
            """;
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(server.Record.OtlpHttp + "/v1/logs"), new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        answer.EnsureSuccessStatusCode();
    }
}
