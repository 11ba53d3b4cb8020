using System.Net.Http.Json;
using Coxswain.Server.Api.Budgets;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Budgets;

public sealed class AlertEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_crossed_is_an_empty_list_and_every_channel_is_named()
    {
        var report = await server.Http.GetFromJsonAsync<AlertReport>("/api/alerts?budget=nobody&limit=5", Cancel);

        Assert.Empty(report!.Alerts);
        Assert.Equal([("terminal", true), ("desktop", false), ("webhook", false), ("command", false)], report.Channels.Select(static channel => (channel.Name, channel.IsSetUp)));
    }

    [Theory]
    [InlineData("GET", "/api/alerts?limit=0", "limit")]
    [InlineData("GET", "/api/alerts?limit=1001", "limit")]
    [InlineData("POST", "/api/alerts/test?channel=pigeon", "channel")]
    public async Task Value_that_is_none_is_refused(string method, string path, string name)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await server.Http.SendAsync(request, Cancel);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains($"\"{name}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_message_goes_to_those_that_are_set_up_and_the_named_one_says_that_it_is_not()
    {
        Assert.Equal([new TestedChannel("terminal", null)], await TestAsync(""));
        Assert.Equal("not set up: cox config set alerts.…", Assert.Single(await TestAsync("?channel=webhook")).Problem);
    }

    private async Task<IReadOnlyList<TestedChannel>> TestAsync(string query)
    {
        using var answer = await server.Http.PostAsync(new Uri("/api/alerts/test" + query, UriKind.Relative), null, Cancel);
        return (await answer.Content.ReadFromJsonAsync<IReadOnlyList<TestedChannel>>(Cancel))!;
    }
}
