using System.Net;
using System.Net.Http.Json;
using Coxswain.Core.Usage.Caching;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Usage;

public sealed class CacheEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    [Theory]
    [InlineData("by=weather", "session, project, cause")]
    [InlineData("since=soon", "Give a day")]
    public async Task Question_that_makes_no_sense_is_refused_by_name(string query, string expected)
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/cache?" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_nobody_knows_is_not_found()
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/cache?session=zzz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("session")]
    [InlineData("project")]
    [InlineData("cause")]
    public async Task Empty_store_is_no_data_and_no_error(string by)
    {
        var report = await server.Http.GetFromJsonAsync<CacheReport>($"/api/cache?by={by}", TestContext.Current.CancellationToken);

        Assert.Equal(("no_data", by, null), (report!.State, report.By, report.Totals));
    }
}
