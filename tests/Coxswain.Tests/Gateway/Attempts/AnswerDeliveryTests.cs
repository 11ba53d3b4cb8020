using Coxswain.Core.Recovery;
using Coxswain.Gateway;
using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Observing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Gateway.Attempts;

public sealed class AnswerDeliveryTests
{
    private static readonly string Text = MessagesScript.Start + MessagesScript.Block + ":" + new string('x', 40_000) + "\n\n" + MessagesScript.End;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_that_takes_its_time_is_not_taken_for_a_silent_upstream()
    {
        var clock = new FakeTimeProvider();
        var context = new DefaultHttpContext();
        using var client = new SlowStream(() => clock.Advance(TimeSpan.FromMinutes(10)));
        context.Response.Body = client;
        await using var body = await RequestBody.ReadAsync(context.Request, new HeldMemory(0), Cancelled);
        var call = new Call(ClientFacts.Of(context.Request.Headers), new RequestFacts("claude-haiku-4-5", true), body, new Uri("https://upstream.example"), RecoveryMode.Transparent, clock.GetTimestamp())
        {
            Id = "1", Wishes = CallWishes.Of(context.Request.Headers), IsMessage = true,
        };
        using var answer = new UpstreamAnswer(
            new HttpResponseMessage { Content = new ByteArrayContent([]) { Headers = { ContentLength = Text.Length } } }, new MemoryStream(System.Text.Encoding.ASCII.GetBytes(Text)), new AnswerObserver(true, "", clock), new AttemptClock(TimeSpan.FromMinutes(3), clock, Cancelled));
        await answer.HoldNextAsync();

        var delivered = await new AnswerDelivery(new AttemptPatience(new GatewayOptions(), new LearnedDeadlines(), new Jitter(new Random(1)), clock)).DeliverAsync(answer, context, call, isFailure: false);

        Assert.Equal((false, Text.Length), (delivered.IsBroken, answer.PassedBytes));
        Assert.Equal(Text, System.Text.Encoding.ASCII.GetString(client.ToArray()));
    }
}
