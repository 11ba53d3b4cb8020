using Coxswain.Cli.Commands.Doctor;
using Coxswain.Gateway;
using Coxswain.Server.Api.Doctor;
using Coxswain.Tests.Gateway;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Tests.Cli.Commands.Doctor;

/// <summary>Through a real gateway, as what is wrong on the way is in its words.</summary>
public sealed class GatewayCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, DoctorStatus.Ok)]
    [InlineData(404, DoctorStatus.Ok)]
    [InlineData(529, DoctorStatus.Warning)]
    public async Task Upstream_that_answers_is_judged_by_its_status(int status, DoctorStatus expected)
    {
        string? asked = null;
        await using var bed = await GatewayBed.StartAsync(context =>
        {
            asked = $"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}";
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var check = await GatewayCheck.RunAsync(bed.Address, null, isMadeUp: false, Token);

        Assert.Equal((expected, "GET /api/hello "), (check.Status, asked));
    }

    [Theory]
    [InlineData(0, DoctorStatus.Warning)]
    [InlineData(1, DoctorStatus.Failed)]
    public async Task Upstream_that_cannot_be_reached_is_told_in_the_gateways_words(long calls, DoctorStatus expected)
    {
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", "http://127.0.0.1:1"));

        var check = await GatewayCheck.RunAsync(bed.Address, new GatewayReport("http://127.0.0.1:1", "", "", 0, calls, calls, 0, 0, 0, [], 0), isMadeUp: false, Token);

        Assert.Equal(expected, check.Status);
        Assert.Contains("cannot be reached: no answer from the upstream (ConnectionError", check.Summary, StringComparison.Ordinal);
        Assert.Contains("gateway.upstream", Assert.Single(check.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_that_is_gone_no_daemon_and_a_demo_are_told_apart()
    {
        Assert.Equal(DoctorStatus.Failed, (await GatewayCheck.RunAsync("http://127.0.0.1:1", null, isMadeUp: false, Token)).Status);
        Assert.Contains("cox up", (await GatewayCheck.RunAsync("", null, isMadeUp: false, Token)).Summary, StringComparison.Ordinal);
        Assert.Contains("made-up", (await GatewayCheck.RunAsync("", null, isMadeUp: true, Token)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_of_an_upstream_that_speaks_like_the_gateway_only_in_part_is_its_own()
    {
        await using var bed = await GatewayBed.StartAsync(static context =>
        {
            context.Response.StatusCode = 502;
            context.Response.ContentLength = 24;
            return context.Response.WriteAsync("""{"error":{"message":1}}  """.PadRight(24)[..24], context.RequestAborted);
        });

        Assert.Equal(DoctorStatus.Warning, (await GatewayCheck.RunAsync(bed.Address, null, isMadeUp: false, Token)).Status);
    }
}
