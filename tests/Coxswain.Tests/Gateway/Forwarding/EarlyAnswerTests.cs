namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>Upstreams that answer before they have taken the whole body.</summary>
public sealed class EarlyAnswerTests
{
    private const int BodyBytes = 300_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/messages", "held")]
    [InlineData("/v1/messages", "passed on, as there is no room")]
    [InlineData("/v1/files", "passed on")]
    public async Task Body_is_read_no_more_once_its_call_is_over(string target, string body)
    {
        await using var upstream = new EarlyUpstream();
        await using var bed = await GatewayBed.StartAsync(
            static _ => Task.CompletedTask, ("Upstream", upstream.Address), ("CaFile", upstream.CaFile), ("HeldBytes", body == "held" ? $"{4 * BodyBytes}" : "0"));
        using var request = bed.Request(HttpMethod.Post, target);
        request.Content = new ByteArrayContent(new byte[BodyBytes]);

        using var response = await bed.Http.SendAsync(request, Cancelled);

        Assert.Equal((400, EarlyUpstream.Body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled)));
        // Else the upstream would go on taking what stands in that memory next: another call's body.
        await upstream.WasReset.WaitAsync(Limit, Cancelled);
    }
}
