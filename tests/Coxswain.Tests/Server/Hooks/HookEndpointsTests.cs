using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Hosting;
using Coxswain.Tests.Server.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Hooks;

/// <summary>The door for hooks in the whole server: open as telemetry's, guarded as all.</summary>
public sealed class HookEndpointsTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private const string Path = "/hooks/claude-code";
    private readonly HttpClient _http = new() { BaseAddress = new Uri(server.Record.Api) };

    private long Pending => server.Services.GetRequiredService<IOutbox>().ReadStatus().PendingRows;

    [Fact]
    public async Task Event_is_answered_with_nothing_to_do_once_it_waits_in_the_outbox()
    {
        var before = Pending;

        using var answer = await SendAsync("""{"hook_event_name":"Stop","session_id":"s-1"}""");

        Assert.Equal((HttpStatusCode.OK, "{}", before + 1), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token), Pending));
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Body_over_the_limit_is_refused_and_its_text_is_not_logged()
    {
        using var answer = await SendAsync($$"""{"hook_event_name":"Stop","last_assistant_message":"{{string.Concat(Enumerable.Repeat("s3cret", 200_000))}}"}""");
        using var damaged = await SendAsync("""{"hook_event_name":"Stop","last_assistant_message":"s3cret""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest), (answer.StatusCode, damaged.StatusCode));
        Assert.DoesNotContain(server.Log.Lines, static line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("X-Nothing", "1", HttpStatusCode.OK)]
    public async Task Web_pages_cannot_send_events(string header, string value, HttpStatusCode status)
    {
        var before = Pending;

        using var answer = await SendAsync("""{"hook_event_name":"Stop"}""", (header, value));

        Assert.Equal((status, before + (status == HttpStatusCode.OK ? 1 : 0)), (answer.StatusCode, Pending));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/json")]
    [InlineData("")]
    public async Task Another_content_type_is_named_as_the_problem(string type)
    {
        using var plain = await SendAsync("""{"hook_event_name":"Stop"}""", ("Content-Type", type));
        using var foreign = await SendAsync("""{"hook_event_name":"Stop"}""", ("Content-Type", type), ("Origin", "https://evil.example"));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.Forbidden), (plain.StatusCode, foreign.StatusCode));
        Assert.Contains("\"not_json\"", await plain.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_methods_and_listeners_do_not_take_events()
    {
        using var get = await _http.GetAsync(Path, Token);
        Assert.Contains(get.StatusCode, new[] { HttpStatusCode.MethodNotAllowed, HttpStatusCode.Unauthorized });

        using var telemetry = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.PortOf(Listener.OtlpHttp)}") };
        using var other = await telemetry.PostAsync(Path, new StringContent("{\"hook_event_name\":\"Stop\"}", Encoding.UTF8, "application/json"), Token);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<HttpResponseMessage> SendAsync(string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
                continue;
            }

            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, Token);
    }
}
