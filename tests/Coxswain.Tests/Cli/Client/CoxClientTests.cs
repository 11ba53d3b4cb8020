using System.Net;
using System.Text.Json.Nodes;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands;

namespace Coxswain.Tests.Cli.Client;

public sealed class CoxClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As a daemon of a version before the gateway answers <c>/api/gateway</c>.</summary>
    [Fact]
    public async Task What_an_older_daemon_has_nothing_at_is_not_found_and_no_failure()
    {
        await using var client = Client(HttpStatusCode.NotFound, "");

        Assert.Null(await client.FindAsync<JsonObject>("/api/gateway", Cancel));
        Assert.Equal(ExitCode.NotFound, (await Assert.ThrowsAsync<CommandException>(() => client.GetAsync<JsonObject>("/api/gateway", Cancel))).Code);
    }

    [Fact]
    public async Task What_is_there_is_found()
    {
        await using var client = Client(HttpStatusCode.OK, """{"calls":3}""");

        Assert.Equal(3, (int)(await client.FindAsync<JsonObject>("/api/gateway", Cancel))!["calls"]!);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, (int)ExitCode.Unreachable)]
    [InlineData(HttpStatusCode.InternalServerError, (int)ExitCode.Failed)]
    [InlineData(HttpStatusCode.Unauthorized, (int)ExitCode.Failed)]
    public async Task Any_other_refusal_stays_one(HttpStatusCode status, int code)
    {
        await using var client = Client(status, "");

        Assert.Equal((ExitCode)code, (await Assert.ThrowsAsync<CommandException>(() => client.FindAsync<JsonObject>("/api/gateway", Cancel))).Code);
    }

    private static CoxClient Client(HttpStatusCode status, string body) => new(new OneAnswer(status, body), new Uri("http://localhost"), "token", hosted: null, late: null);

    private sealed class OneAnswer(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
    }
}
