using System.Net;
using System.Net.Http.Json;
using Coxswain.Server.Api.Budgets;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Budgets;

public sealed class ReceiptEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    [Theory]
    [InlineData("since=soon", "Give a day")]
    [InlineData("limit=0", "Give 1 to 1000")]
    [InlineData("limit=1001", "Give 1 to 1000")]
    [InlineData("timezone=Moon", "IANA")]
    public async Task Question_that_makes_no_sense_is_refused_by_name(string query, string expected)
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/receipts?" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_nobody_knows_is_not_found()
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/receipts?session=zzz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Empty_store_has_no_receipt_and_no_saving_which_is_not_0()
    {
        var report = await server.Http.GetFromJsonAsync<ReceiptReport>("/api/receipts", TestContext.Current.CancellationToken);

        Assert.Empty(report!.Receipts);
        Assert.Equal((0, null, null), (report.Totals.Switches, report.Totals.SavedUsd, report.Forced.SavedUsd));
    }
}
