using System.Net;
using System.Net.Http.Json;
using Coxswain.Core.Usage;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Usage;

public sealed class UsageEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    [Theory]
    [InlineData("session")]
    [InlineData("daily")]
    public async Task Session_nobody_knows_is_not_found(string report)
    {
        using var answer = await server.Http.GetAsync(new Uri($"/api/usage/{report}?session=zzz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("no_such_session", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_store_without_a_session_asked_for_is_no_data_and_no_error()
        => Assert.Equal("no_data", (await server.Http.GetFromJsonAsync<UsageReport>("/api/usage/session", TestContext.Current.CancellationToken))!.State);
}
