using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;
using Coxswain.Testing;
using Coxswain.Tests.Server.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Api.Errors;

/// <summary>Every route × every kind of error: each has a body in the words of its protocol, with a stable code and something to do about it. No store answers here.</summary>
public sealed class ErrorAnswerTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IEnumerable<(string Method, string Path, Listener Listener, TokenAccess Access)> Routes =>
        from endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["POST"]
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{report}", "daily", StringComparison.Ordinal).Replace("{id}", "s1", StringComparison.Ordinal)
        let access = endpoint.Metadata.GetMetadata<TokenAccessMetadata>()?.Access ?? TokenAccess.Bearer
        select (method, path, endpoint.Metadata.GetRequiredMetadata<ListenerFeature>().Listener, access);

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("Basic d3Jvbmc6d3Jvbmc=")]
    [InlineData("Bearer ")]
    public async Task Without_the_token_nothing_of_the_api_answers(string? authorization)
    {
        var closed = Routes.Where(static route => route.Listener == Listener.Api && route.Access is not (TokenAccess.Open or TokenAccess.Browser)).ToArray();
        Assert.True(closed.Length > 8);
        foreach (var (method, path, _, _) in closed.Append(("GET", "/api/nothing", Listener.Api, TokenAccess.Bearer)))
        {
            await AssertErrorAsync(method, path, 401, "unauthorized", authorization);
        }
    }

    [Theory]
    [InlineData("Host", "evil.example", "host_refused")]
    [InlineData("Origin", "http://evil.example", "origin_refused")]
    [InlineData("Sec-Fetch-Site", "cross-site", "origin_refused")]
    public async Task Foreign_host_and_origin_are_refused_on_every_route(string header, string value, string code)
    {
        foreach (var (method, path, listener, _) in Routes.Where(static route => route.Listener != Listener.OtlpGrpc))
        {
            await AssertErrorAsync(method, path, 403, code, Token, listener, (header, value));
        }
    }

    [Fact]
    public async Task Unknown_paths_are_told_on_every_listener()
    {
        foreach (var listener in new[] { Listener.Api, Listener.OtlpHttp })
        {
            foreach (var path in new[] { listener == Listener.Api ? "/pages" : "/", "/nothing", "/api", "/api/usage", "/v1/nothing", "/clickhouse/nothing" })
            {
                await AssertErrorAsync("GET", path, 404, "no_such_path", Token, listener);
            }
        }

        await AssertErrorAsync("POST", "/v1/logs", 404, "no_such_path", Token);
        await AssertErrorAsync("GET", "/healthz", 404, "no_such_path", Token, Listener.OtlpHttp);
    }

    [Fact]
    public async Task Wrong_methods_are_told_with_the_right_ones()
    {
        foreach (var group in Routes.Where(static route => route.Listener == Listener.Api).GroupBy(static route => route.Path))
        {
            foreach (var method in new[] { "GET", "POST", "PUT", "DELETE", "PATCH" }.Except(group.Select(static route => route.Method)))
            {
                var answer = await AssertErrorAsync(method, group.Key, 405, "method_not_allowed", Token);

                Assert.Equal(group.Select(static route => route.Method).Order(), answer.Content.Headers.Allow.Order());
            }
        }

        await AssertErrorAsync("GET", "/v1/logs", 405, "method_not_allowed", Token, Listener.OtlpHttp);
    }

    [Theory]
    [InlineData("/api/sessions?limit=abc", "limit")]
    [InlineData("/api/sessions?limit=0", "limit")]
    [InlineData("/api/sessions?limit=99999999999999999999", "limit")]
    [InlineData("/api/sessions?since=yesterdayish", "since")]
    [InlineData("/api/doctor?days=abc", "days")]
    [InlineData("/api/doctor?days=-1", "days")]
    public async Task Bad_query_values_are_named_and_not_repeated(string path, string field)
    {
        using var answer = await SendAsync("GET", path, Token, Listener.Api);
        var problem = await answer.Content.ReadAsStringAsync(Cancelled);

        // A store that is away is told first where it is asked.
        if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("invalid_query", Code(problem));
            Assert.True(JsonDocument.Parse(problem).RootElement.GetProperty("errors").TryGetProperty(field, out _), problem);
            Assert.DoesNotContain("abc", problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Store_that_is_away_is_told_as_such_and_when_to_come_back()
    {
        foreach (var path in new[] { "/api/usage/daily", "/api/sessions", "/api/sessions/s1", "/api/store/contents", "/clickhouse?query=SELECT+1" })
        {
            var answer = await AssertErrorAsync("GET", path, 503, "store_unavailable", Token);

            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }

    [Fact]
    public void Every_code_is_in_the_documents()
    {
        var documented = File.ReadAllText(RepositoryRoot.Combine("docs", "errors.md"));
        var codes = typeof(Coxswain.Server.Api.Errors.ApiErrors).GetProperties().Select(static property => ((Coxswain.Server.Api.Errors.ApiError)property.GetValue(null)!).Code)
            .Concat(["method_not_allowed", "invalid_query", "no_such_session", "no_transcripts", "demo_folder", "store_unavailable", "store_refused"]);

        Assert.All(codes, code => Assert.Contains($"`{code}`", documented, StringComparison.Ordinal));
    }

    public void Dispose() => _http.Dispose();

    private string Token => "Bearer " + server.Record.Token;

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? authorization, Listener listener, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://127.0.0.1:{server.PortOf(listener)}{path}"));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (method == "POST")
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await _http.SendAsync(request, Cancelled);
    }

    private async Task<HttpResponseMessage> AssertErrorAsync(
        string method, string path, int status, string code, string? authorization, Listener listener = Listener.Api, params (string Name, string Value)[] headers)
    {
        var answer = await SendAsync(method, path, authorization, listener, headers);
        var body = await answer.Content.ReadAsStringAsync(Cancelled);
        var what = $"{method} {listener} {path}: {(int)answer.StatusCode} {body}";
        Assert.True(status == (int)answer.StatusCode, what);
        switch (answer.Content.Headers.ContentType?.MediaType)
        {
            case "application/problem+json":
                Assert.False(path.StartsWith("/clickhouse", StringComparison.Ordinal) || listener != Listener.Api, what);
                AssertProblem(body, status, code);
                break;
            case "text/plain":
                Assert.StartsWith("/clickhouse", path, StringComparison.Ordinal);
                Assert.Matches(@"^Code: \d+\. DB::Exception: .+ \([A-Z_]+\)\n$", method == "HEAD" ? "Code: 1. DB::Exception: x (X)\n" : body);
                Assert.Single(answer.Headers.GetValues("X-ClickHouse-Exception-Code"));
                break;
            case "application/json":
                Assert.Equal(Listener.OtlpHttp, listener);
                Assert.True(JsonDocument.Parse(body).RootElement.GetProperty("code").GetInt32() > 0, what);
                break;
            case "application/x-protobuf":
                Assert.Equal(Listener.OtlpHttp, listener);
                Assert.True(body.Length > 0, what);
                break;
            default:
                Assert.Fail(what);
                break;
        }

        return answer;
    }

    private static void AssertProblem(string body, int status, string code)
    {
        if (body.Length == 0)
        {
            return;
        }

        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal("urn:coxswain:error:" + code, problem.GetProperty("type").GetString());
        Assert.All(new[] { "title", "detail", "action" }, name => Assert.EndsWith(".", problem.GetProperty(name).GetString()!, StringComparison.Ordinal));
    }

    private static string? Code(string problem) => JsonDocument.Parse(problem).RootElement.GetProperty("code").GetString();
}
