using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Coxswain.Server.Api.Budgets;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Budgets;

public sealed class RecommendationEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("read file and analyze", true)]
    [InlineData("debug authentication issue", false)]
    public async Task Empty_store_rests_on_what_is_assumed_and_says_so(string task, bool isEconomy)
    {
        var report = await AskAsync(new { task });

        var chosen = report.Models.Single(row => row.Model == report.Model);
        Assert.Equal(isEconomy, chosen.Family == "haiku");
        Assert.True(!isEconomy || report.Confidence > 0.8);
        Assert.Equal((true, 0, null, 90, 2000, false), (report.IsColdStart, report.Past.Tasks, report.Past.From, report.Past.WindowDays, report.Past.MostTasks, report.Past.IsCut));
        Assert.Equal((null, "", null), (report.Budget, report.BudgetNote, report.Asked));
        Assert.DoesNotContain(task, JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tightest_budget_in_scope_counts_and_is_named()
    {
        Assert.Equal("No budget is set.", (await AskAsync(new { task = "read", budgetAware = true })).BudgetNote);
        await PutAsync("elsewhere", """{"period":"day","limitUsd":0.01,"project":"/home/dev/other"}""");
        await PutAsync("session", """{"period":"session","limitUsd":0.01}""");
        Assert.Equal("The budgets in scope are of sessions, and no session was named.", (await AskAsync(new { task = "read", budgetAware = true, folder = "/home/dev/shop" })).BudgetNote);
        await PutAsync("month", """{"period":"month","limitUsd":50}""");
        await PutAsync("shop", """{"period":"week","limitUsd":0.01,"project":"/home/dev/shop"}""");

        var here = await AskAsync(new { task = "read", budgetAware = true, folder = "/home/dev/shop/src" });
        var anywhere = await AskAsync(new { task = "read", budgetAware = true });

        Assert.Equal(("shop", 0.01m, true, ""), (here.Budget!.Name, here.Budget.LeftUsd, here.IsForBudget, here.BudgetNote));
        Assert.Equal(("month", 50m, false), (anywhere.Budget!.Name, anywhere.Budget.LeftUsd, anywhere.IsForBudget));
    }

    [Theory]
    [InlineData("""{"task":""}""", 400, "task")]
    [InlineData("""{"task":"x","tools":[""]}""", 400, "tools")]
    [InlineData("""{"task":"x","files":-1,"promptTokens":0}""", 400, "promptTokens")]
    [InlineData("""{"task":"x","session":"zzz"}""", 404, "no_such_session")]
    [InlineData("[]", 400, "bad_request")]
    [InlineData("null", 400, "bad_request")]
    [InlineData("", 400, "bad_request")]
    public async Task What_cannot_be_answered_is_refused_by_name(string body, int status, string said)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync(new Uri("/api/model-recommendation", UriKind.Relative), content, Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains($"\"{said}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private async Task<RecommendationReport> AskAsync(object wish)
    {
        using var answer = await server.Http.PostAsJsonAsync(new Uri("/api/model-recommendation", UriKind.Relative), wish, Cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<RecommendationReport>(Cancel))!;
    }

    private async Task PutAsync(string name, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PutAsync(new Uri("/api/budgets/" + name, UriKind.Relative), content, Cancel);
        answer.EnsureSuccessStatusCode();
    }
}
