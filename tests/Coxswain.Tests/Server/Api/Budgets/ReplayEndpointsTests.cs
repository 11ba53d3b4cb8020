using System.Net;
using System.Net.Http.Json;
using System.Text;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Budgets;

public sealed class ReplayEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static readonly Uri Replay = new("/api/replay", UriKind.Relative);

    [Theory]
    [InlineData("""{ "policy": "best" }""", "all-haiku")]
    [InlineData("""{ "policy": "do-nothing", "since": "soon" }""", "Give a day")]
    [InlineData("""{ "rules": { "schema": 1, "name": "x", "rules": [{ "model": "gpt" }] } }""", "$.rules[0].model")]
    [InlineData("""{ "policy": """, "")]
    public async Task Question_that_makes_no_sense_is_refused_by_name(string body, string expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync(Replay, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_nobody_knows_is_not_found()
    {
        using var answer = await server.Http.PostAsJsonAsync(Replay, new { policy = "do-nothing", session = "zzz" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("do-nothing")]
    [InlineData("recommended")]
    public async Task Empty_store_is_no_data_and_no_error(string policy)
    {
        using var answer = await server.Http.PostAsJsonAsync(Replay, new { policy }, TestContext.Current.CancellationToken);
        var report = await answer.Content.ReadFromJsonAsync<ReplayReport>(TestContext.Current.CancellationToken);

        Assert.Equal(("no_data", policy, null), (report?.State, report?.Policy, report?.Totals));
    }
}
