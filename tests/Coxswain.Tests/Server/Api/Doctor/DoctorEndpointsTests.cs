using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Coxswain.Server.Api.Doctor;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Api.Doctor;

public sealed class DoctorEndpointsTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>
{
    [Fact]
    public async Task Sound_installation_has_nothing_that_failed_or_could_not_be_looked_at()
    {
        var report = await AskAsync("?days=7");

        Assert.DoesNotContain(report.Checks, static check => check.Status is DoctorStatus.Failed or DoctorStatus.Unknown or DoctorStatus.Warning && check.Name != "disk");
        Assert.Equal(TimeSpan.FromDays(7), report.Until - report.Since);
        foreach (var name in new[] { "build", "data", "disk", "server", "connection", "outbox", "damage", "client versions", "sources", "agreement", "lines" })
        {
            Assert.Contains(report.Checks, check => check.Name == name);
        }
    }

    [Fact]
    public async Task Every_line_is_a_sentence_without_holes()
        => Assert.All((await AskAsync("")).Checks.SelectMany(static check => check.Details.Append(check.Summary)), static line =>
        {
            Assert.DoesNotContain("  ", line, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(line));
            Assert.DoesNotContain(": :", line, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("?days=0")]
    [InlineData("?days=-1")]
    [InlineData("?days=4001")]
    [InlineData("?days=x")]
    public async Task Window_that_makes_no_sense_is_refused(string query)
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/doctor" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Doctor_asks_for_the_token()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        using var answer = await http.GetAsync(new Uri(server.Record.Api + "/api/doctor"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<DoctorReport> AskAsync(string query)
        => await server.Http.GetFromJsonAsync<DoctorReport>("/api/doctor" + query, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("empty");
}
