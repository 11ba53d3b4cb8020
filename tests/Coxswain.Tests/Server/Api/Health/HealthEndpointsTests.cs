using System.Net;
using System.Net.Http.Json;
using System.Text;
using Coxswain.Core.Health;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Health;

public sealed class HealthEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_session_nothing_is_made_up()
    {
        using var none = await server.Http.GetAsync(new Uri("/api/sessions/nobody-knows/health", UriKind.Relative), Cancel);
        using var current = await server.Http.GetAsync(new Uri("/api/health/context?project=/nowhere", UriKind.Relative), Cancel);
        var history = await server.Http.GetFromJsonAsync<HealthHistory>("/api/health/history?project=/nowhere", Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (none.StatusCode, current.StatusCode));
        Assert.Empty(history!.Sessions);
    }

    [Theory]
    [InlineData("limit=0", 400)]
    [InlineData("limit=201", 400)]
    [InlineData("limit=x", 400)]
    [InlineData("limit=200", 200)]
    public async Task Limits_hold(string query, int status)
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/health/history?" + query, UriKind.Relative), Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task What_the_status_line_told_is_known_before_the_store_has_the_session()
    {
        const string Told = """{"session_id":"just-begun","model":{"id":"claude-opus-5-5","display_name":"Opus 5.5"},"context_window":{"context_window_size":200000,"current_usage":{"input_tokens":10000,"cache_read_input_tokens":30000,"cache_creation_input_tokens":10000}}}""";
        using var line = await server.Http.PostAsync(new Uri("/statusline", UriKind.Relative), new StringContent(Told, Encoding.UTF8, "application/json"), Cancel);

        var health = await server.Http.GetFromJsonAsync<ContextHealth>("/api/sessions/just-begun/health", Cancel);

        Assert.Equal(HttpStatusCode.OK, line.StatusCode);
        Assert.Equal((50_000L, 200_000L, 0.25), (health!.UsedTokens, health.WindowTokens, health.Metrics[0].Value));
        Assert.NotNull(health.NoTranscript);
        Assert.Equal(HealthBand.Good, health.Metrics[0].Band);
        Assert.Contains("\"band\":\"good\"", await server.Http.GetStringAsync(new Uri("/api/sessions/just-begun/health", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }
}
