using System.Text;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;

namespace Coxswain.Tests.Server.Security;

/// <summary>Table B12: the API is closed without exactly the token, on known and unknown paths, and the token is never logged.</summary>
public sealed class ApiTokenTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Requests =
    [
        "GET /api/daemon", "POST /api/daemon/stop", "GET /api", "GET /api/", "GET /api/nothing", "GET /", "GET /nothing", "DELETE /api/daemon", "GET /clickhouse", "POST /clickhouse",
        "GET //api/daemon", "GET /api//daemon", "GET /API/DAEMON", "GET /api/%64aemon", "GET /healthz/../api/daemon", "GET /healthz/%2e%2e/api/daemon", "GET /api/daemon/", "GET /api/usage/daily", "GET /api/sessions",
    ];

    [Fact]
    public async Task Without_exactly_the_token_every_path_of_the_api_answers_401()
    {
        var wrong = new List<string>();
        foreach (var request in Requests)
        {
            // A page: it asks for the login, and takes no token.
            var refused = request == "GET /" ? 303 : 401;
            foreach (var credentials in Credentials(server.Record.Token))
            {
                var (status, answer) = await AskAsync(request, credentials);
                if (status != refused || answer.Contains(server.Record.Token, StringComparison.Ordinal))
                {
                    wrong.Add($"{request} [{credentials}] -> {status}");
                }
            }

            foreach (var query in new[] { "?token=T", "?access_token=T", "?key=T", "?authorization=Bearer%20T", "?password=T" })
            {
                var (status, _) = await AskAsync(request + query.Replace("T", server.Record.Token, StringComparison.Ordinal), "");
                if (status != refused)
                {
                    wrong.Add($"{request}{query} -> {status}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(server.Record.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_the_token_the_api_answers()
    {
        Assert.Equal(200, (await AskAsync("GET /api/daemon", $"Authorization: Bearer {server.Record.Token}")).Status);
        Assert.Equal(404, (await AskAsync("GET /api/nothing", $"Authorization: Bearer {server.Record.Token}")).Status);
    }

    [Fact]
    public async Task Health_answers_without_a_token_and_says_nothing_but_that_it_lives()
    {
        var (status, answer) = await AskAsync("GET /healthz", "");

        Assert.Equal(200, status);
        Assert.EndsWith("\r\n\r\nok\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Listener.OtlpHttp)]
    public async Task Api_is_not_reachable_through_another_listener(Listener listener)
    {
        var (status, _) = await RawHttp1.SendAsync(
            server.EndPointOf(listener), $"GET /api/daemon HTTP/1.1\nHost: 127.0.0.1:{server.PortOf(listener)}\nAuthorization: Bearer {server.Record.Token}");

        Assert.Equal(404, status);
    }

    [Fact]
    public void Comparison_looks_at_the_whole_token_however_early_it_differs()
    {
        var token = new ApiToken(server.Record.Token);

        Assert.True(token.Matches(server.Record.Token));
        for (var i = 0; i < server.Record.Token.Length; i++)
        {
            var other = server.Record.Token.ToCharArray();
            other[i] = other[i] == 'x' ? 'y' : 'x';
            Assert.False(token.Matches(new string(other)));
        }

        Assert.DoesNotContain(server.Record.Token, token.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Record.Token, server.Record.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Credentials(string token) =>
    [
        "", "Authorization: ", "Authorization: Bearer", "Authorization: Bearer ", "Authorization: Bearer x", $"Authorization: Bearer {token[..^1]}", $"Authorization: Bearer {token}x", $"Authorization: Bearer {token.ToUpperInvariant()}",
        $"Authorization: Bearer \"{token}\"", $"Authorization: {token}", $"Authorization: Token {token}", $"Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"x:{token}x"))}", $"Authorization: Basic {token}",
        $"Authorization: Bearer {token}\nAuthorization: Bearer {token}", $"Authorization: Bearer {token}, Bearer {token}", $"Authorization: Bearer x\nAuthorization: Bearer {token}", $"X-Api-Key: {token}", $"X-Token: {token}", $"Cookie: token={token}",
        $"Proxy-Authorization: Bearer {token}", $"X-ClickHouse-Key: {token}x", "Authorization: Bearer " + new string('a', 5000),
    ];

    private Task<(int Status, string Answer)> AskAsync(string request, string lines)
        => RawHttp1.SendAsync(server.EndPointOf(Listener.Api), $"{request} HTTP/1.1\nHost: 127.0.0.1:{server.PortOf(Listener.Api)}{(lines.Length > 0 ? "\n" + lines : "")}");
}
