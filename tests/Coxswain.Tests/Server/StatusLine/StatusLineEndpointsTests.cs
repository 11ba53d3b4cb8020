using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Coxswain.Server.StatusLine;
using Coxswain.Tests.Server.Security;

namespace Coxswain.Tests.Server.StatusLine;

public sealed class StatusLineEndpointsTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(server.Record.Api) };

    [Fact]
    public async Task Store_that_cannot_be_asked_is_told_with_no_figure_at_once()
    {
        using var response = await SendAsync("""{"session_id":"s-1"}""", server.Record.Token);
        var answer = await response.Content.ReadFromJsonAsync<StatusLineAnswer>(JsonSerializerOptions.Web, Token);

        Assert.NotNull(answer);
        Assert.Equal((null, null, null), (answer.Requests, answer.CostUsd, answer.Burn));
        Assert.NotNull(answer.Problem);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("[", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Input_without_a_session_or_without_end_is_refused(string? body, HttpStatusCode status)
    {
        using var response = await SendAsync(body ?? $$"""{"session_id":"s-1","x":"{{new string('x', 1 << 20)}}"}""", server.Record.Token);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Token_is_needed()
    {
        using var response = await SendAsync("""{"session_id":"s-1"}""", "other");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("other", HttpStatusCode.Unauthorized)]
    public async Task Another_content_type_is_told_to_whoever_has_the_token(string? token, HttpStatusCode status)
    {
        using var response = await SendAsync("""{"session_id":"s-1"}""", token ?? server.Record.Token, "text/plain");

        Assert.Equal(status, response.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<HttpResponseMessage> SendAsync(string body, string token, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/statusline") { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, Token);
    }
}
