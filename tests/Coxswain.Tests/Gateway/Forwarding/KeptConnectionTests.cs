using Coxswain.Tests.Gateway.Attempts;

namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>Connections that were kept for the next call, and that the upstream has closed meanwhile.</summary>
public sealed class KeptConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly string Answer = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {MessagesScript.Message.Length}\r\n\r\n{MessagesScript.Message}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/v1/messages")]
    [InlineData("GET", "/v1/models")]
    [InlineData("POST", "/v1/files")]
    public async Task Connection_closed_after_each_answer_fails_no_call(string method, string target)
    {
        using var upstream = new RawUpstream(static async (self, stream, _) =>
        {
            await self.ReadAsync(stream);
            await self.WriteAsync(stream, Answer);
        });
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address));

        for (var call = 0; call < 30; call++)
        {
            Assert.Equal(200, await CallAsync(bed, method, target));
            Assert.True(await upstream.Closed.WaitAsync(Limit, Cancelled));
        }

        Assert.Equal(30, upstream.Heads.Count);
    }

    [Theory]
    [InlineData("POST", "/v1/messages", 200, 3)]
    [InlineData("GET", "/v1/models", 200, 3)]
    // What was sent may have been done: nobody but the client can know whether to do it twice.
    [InlineData("POST", "/v1/files", 502, 2)]
    public async Task Connection_closed_as_the_next_call_arrives_is_made_anew_where_a_call_may_be_sent_twice(string method, string target, int status, int sent)
    {
        using var upstream = new RawUpstream(static async (self, stream, number) =>
        {
            await self.ReadAsync(stream);
            await self.WriteAsync(stream, Answer);
            await self.ReadAsync(stream);
            if (number > 1)
            {
                await self.WriteAsync(stream, Answer);
            }
        });
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address));
        Assert.Equal(200, await CallAsync(bed, method, target));

        Assert.Equal(status, await CallAsync(bed, method, target));

        Assert.Equal(sent, upstream.Heads.Count);
    }

    private static async Task<int> CallAsync(GatewayBed bed, string method, string target)
    {
        using var request = bed.Request(new HttpMethod(method), target);
        request.Content = method == "POST" ? new StringContent("""{"model":"claude-haiku-4-5","max_tokens":1,"messages":[]}""") : null;
        using var response = await bed.Http.SendAsync(request, Cancelled);
        await response.Content.ReadAsStringAsync(Cancelled);
        return (int)response.StatusCode;
    }
}
