using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Monitoring;

public sealed class DashboardDataEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/errors?since=soon", "Give a day")]
    [InlineData("/api/dashboard?since=soon", "Give a day")]
    [InlineData("/api/dashboard/error-alert-banner?until=never", "Give a day")]
    [InlineData("/api/dashboard/cost-metrics?timezone=Mars", "Unknown time zone")]
    [InlineData("/api/dashboard/optimization-suggestions?since=soon", "Give a day")]
    public async Task Question_that_makes_no_sense_is_refused_by_name(string address, string expected)
    {
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/sessions/zzz/insights")]
    [InlineData("/api/dashboard/cost-metrics?session=zzz")]
    public async Task Session_nobody_knows_is_not_found(string address)
    {
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Empty_store_has_unknown_figures_with_the_reason_and_no_noughts()
    {
        var whole = JsonNode.Parse(await server.Http.GetStringAsync(new Uri("/api/dashboard", UriKind.Relative), Cancel))!;
        var figures = Figures(whole).ToList();

        Assert.True(figures.Count >= 9, $"{figures.Count} figures");
        Assert.All(figures, static figure => Assert.True(figure["value"] is null && figure["why"]!.GetValue<string>().Length > 0, figure.ToJsonString()));
        Assert.Null(whole["workflowSuggestions"]!["items"]);
        Assert.Null(whole["costOptimization"]!["costSavingOpportunities"]!["items"]);
        Assert.Equal("no_data", (await server.Http.GetFromJsonAsync<TimeoutReport>("/api/timeouts", Cancel))!.State);
        Assert.Equal("no_data", (await server.Http.GetFromJsonAsync<ErrorRateReport>("/api/errors", Cancel))!.State);
        var costs = (await server.Http.GetFromJsonAsync<CostMetrics>("/api/dashboard/cost-metrics", Cancel))!;
        Assert.Equal(("", "No session is stored.", 0), (costs.SessionId, costs.SessionCost.Why, costs.ModelBreakdown.Count));
    }

    private static IEnumerable<JsonObject> Figures(JsonNode? node) => node switch
    {
        JsonObject figure when figure.ContainsKey("unit") => [figure],
        JsonObject some => some.SelectMany(static one => Figures(one.Value)),
        JsonArray some => some.SelectMany(Figures),
        _ => [],
    };
}
