using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Coxswain.Server.Api.Budgets;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Budgets;

public sealed class BudgetEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Budget_that_was_set_is_listed_replaced_and_removed()
    {
        Assert.Equal(200, (await PutAsync("kept", """{"period":"month","limitUsd":12.5,"project":"/home/dev/shop/","blockFromPercent":120}""")).Status);
        Assert.Equal(200, (await PutAsync("kept", """{"period":"week","limitUsd":13}""")).Status);
        var report = await server.Http.GetFromJsonAsync<BudgetReport>("/api/budgets", Cancel);
        var row = Assert.Single(report!.Budgets, static one => one.Name == "kept");
        Assert.Equal((13m, "", null, 0L, 0m, 0d), (row.LimitUsd, row.Project, row.BlockFromPercent, row.Requests, row.SpentUsd, row.UsedPercent));

        using var removed = await server.Http.DeleteAsync(new Uri("/api/budgets/kept", UriKind.Relative), Cancel);
        using var again = await server.Http.DeleteAsync(new Uri("/api/budgets/kept", UriKind.Relative), Cancel);

        Assert.Equal((200, 404), ((int)removed.StatusCode, (int)again.StatusCode));
        Assert.Contains("no_such_budget", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_says_what_it_replaced_and_an_override_ends_with_its_budget_or_when_it_is_ended()
    {
        const string Body = """{"period":"month","limitUsd":12.5,"project":"/home/dev/shop","blockFromPercent":120}""";
        async Task<SavedBudget> SetAsync(string body) => JsonSerializer.Deserialize<SavedBudget>((await PutAsync("replaced", body)).Text, JsonSerializerOptions.Web)!;
        async Task<int> EndAsync()
        {
            using var answer = await server.Http.DeleteAsync(new Uri("/api/budget-overrides?budget=replaced", UriKind.Relative), Cancel);
            return (int)answer.StatusCode;
        }

        // Another test may have overridden all.
        using var all = await server.Http.DeleteAsync(new Uri("/api/budget-overrides", UriKind.Relative), Cancel);
        var first = await SetAsync(Body);
        Assert.Equal((null, null), (first.Replaced, first.OverriddenUntil));
        var second = await SetAsync("""{"period":"week","limitUsd":13}""");
        Assert.Equal(new BudgetWish("month", 12.5m, "/home/dev/shop", "", 120, User: ""), second.Replaced);

        await SendAsync(HttpMethod.Post, "/api/budget-overrides", """{"budget":"replaced","minutes":60,"why":"release"}""");
        Assert.NotNull((await SetAsync(Body)).OverriddenUntil);
        Assert.Equal(200, await EndAsync());
        Assert.Equal(404, await EndAsync());
        Assert.Null((await SetAsync(Body)).OverriddenUntil);

        await SendAsync(HttpMethod.Post, "/api/budget-overrides", """{"budget":"replaced","minutes":60,"why":"release"}""");
        using var removed = await server.Http.DeleteAsync(new Uri("/api/budgets/replaced", UriKind.Relative), Cancel);
        Assert.Null((await SetAsync(Body)).OverriddenUntil);
        using var gone = await server.Http.DeleteAsync(new Uri("/api/budgets/replaced", UriKind.Relative), Cancel);
    }

    [Theory]
    [InlineData("b", """{"period":"request","limitUsd":1}""", "ladder")]
    [InlineData("b", """{"period":"day","limitUsd":0}""", "limitUsd")]
    [InlineData("b", """{"period":"day"}""", "limitUsd")]
    [InlineData("b", """{"period":"2","limitUsd":1}""", "period")]
    [InlineData("b", """{"period":"fortnight","limitUsd":1}""", "period")]
    [InlineData("b", """{"limitUsd":1}""", "period")]
    [InlineData("B%20b", """{"period":"day","limitUsd":1}""", "name")]
    [InlineData("b", """{"period":"day","limitUsd":1,"project":"shop"}""", "project")]
    [InlineData("b", """{"period":"day","limitUsd":1,"blockFromPercent":-1}""", "ladder")]
    [InlineData("b", """{"period":"day","limitUsd":1e40}""", "bad_request")]
    [InlineData("b", """{"period":{},"limitUsd":1}""", "bad_request")]
    [InlineData("b", "null", "bad_request")]
    [InlineData("b", "[", "bad_request")]
    [InlineData("b", "", "bad_request")]
    public async Task What_is_no_budget_is_refused_with_what_is_wrong(string name, string body, string problem)
    {
        var (status, text) = await PutAsync(name, body);

        Assert.Equal(400, status);
        Assert.Contains($"\"{problem}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain((await server.Http.GetFromJsonAsync<BudgetReport>("/api/budgets", Cancel))!.Budgets, static one => one.Name == "b");
    }

    [Theory]
    [InlineData("""{"minutes":60,"why":"release"}""", 200, "release")]
    [InlineData("""{"budget":"nobody","minutes":60,"why":"release"}""", 404, "no_such_budget")]
    [InlineData("""{"minutes":0,"why":"release"}""", 400, "minutes")]
    [InlineData("""{"minutes":1e300,"why":"release"}""", 400, "minutes")]
    [InlineData("""{"minutes":60}""", 400, "why")]
    public async Task Override_needs_a_budget_a_time_and_a_reason(string body, int status, string said)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/budget-overrides", body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"hook_event_name":"UserPromptSubmit","session_id":"s-1","cwd":"/home/dev","prompt":"hidden"}""", 200, "{}")]
    [InlineData("""{"hook_event_name":"SessionStart","session_id":"s-1","cwd":"/home/dev","source":"startup"}""", 200, "{}")]
    [InlineData("""{"hook_event_name":"PreToolUse","session_id":"s-1","cwd":"/home/dev","tool_name":"Agent","tool_input":{"prompt":"hidden"}}""", 200, "{}")]
    [InlineData("""{"hook_event_name":"Stop","session_id":"s-1","cwd":"/home/dev"}""", 200, "{}")]
    [InlineData("""{"hook_event_name":"UserPromptSubmit"}""", 400, "no_hook_event")]
    [InlineData("[]", 400, "no_hook_event")]
    public async Task Client_goes_on_while_no_budget_is_used_up(string body, int status, string said)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/budget-hook", body);

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 ? answer.Text == said : answer.Text.Contains(said, StringComparison.Ordinal), answer.Text);
        Assert.DoesNotContain("hidden", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_budgets_did_is_told_of_one_budget_and_since_a_time()
    {
        await AddActionAsync("told", DateTimeOffset.UtcNow.AddHours(-1));
        await AddActionAsync("told", DateTimeOffset.UtcNow.AddDays(-40));
        await AddActionAsync("other", DateTimeOffset.UtcNow);

        var recent = await server.Http.GetFromJsonAsync<BudgetActionReport>("/api/budget-actions?budget=told", Cancel);
        var all = await server.Http.GetFromJsonAsync<BudgetActionReport>("/api/budget-actions?budget=told&since=2020-01-01T00:00:00Z", Cancel);

        var action = Assert.Single(recent!.Actions);
        Assert.Equal(("told", "downshift", "hook", "s-1", "Explore", "opus", "haiku", 120.5, 6.025m, 5m), (action.Budget, action.Action, action.Through, action.SessionId, action.AgentType, action.FromModel, action.ToModel, action.UsedPercent, action.SpentUsd, action.LimitUsd));
        Assert.Equal(2, all!.Actions.Count);
    }

    [Fact]
    public async Task Session_nobody_knows_is_not_found()
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/budgets?session=zzz", UriKind.Relative), Cancel);

        Assert.Contains("no_such_session", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    // As a log of Coxswain's own, through the receiver.
    private async Task AddActionAsync(string budget, DateTimeOffset time)
    {
        string Pair(string name, string value) => $$$"""{"key":"{{{name}}}","value":{"stringValue":"{{{value}}}"}}""";
        var attributes = string.Join(',', Pair("action", "downshift"), Pair("agent_type", "Explore"), Pair("budget", budget), Pair("from_model", "opus"), Pair("limit_usd", "5"), Pair("session.id", "s-1"), Pair("spent_usd", "6.025"), Pair("through", "hook"), Pair("to_model", "haiku"), Pair("used_percent", "120.5"));
        var body = $$$"""{"resourceLogs":[{"resource":{"attributes":[{{{Pair("service.name", "coxswain")}}}]},"scopeLogs":[{"logRecords":[{"timeUnixNano":"{{{time.ToUnixTimeMilliseconds()}}}000000","body":{"stringValue":"coxswain.budget_action"},"attributes":[{{{attributes}}}]}]}]}]}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync(new Uri(server.Record.OtlpHttp + "/v1/logs"), content, Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private Task<(int Status, string Text)> PutAsync(string name, string body) => SendAsync(HttpMethod.Put, "/api/budgets/" + name, body);

    private async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await server.Http.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
