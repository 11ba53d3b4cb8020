using Coxswain.Core.Recovery;
using Coxswain.Tests.Gateway.Attempts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Gateway.Attempts.MessagesScript;

namespace Coxswain.Tests.Gateway.Observing;

/// <summary>A call is told of from its first attempt to its end, with the attempt that is under way.</summary>
public sealed class CallsUnderWayTests
{
    private const string Streamed = """{"model":"us.anthropic.claude-haiku-4-5-v1:0","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"hi"}]}""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Call_is_there_while_it_is_under_way_and_gone_when_it_is_over()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var script = new MessagesScript(async context =>
        {
            arrived.SetResult();
            await goOn.Task;
            await Stream(Whole)(context);
        });
        await using var bed = await GatewayBed.StartAsync(clock, script.AnswerAsync);
        var calls = bed.Services.GetRequiredService<CallsUnderWay>();
        Assert.Empty(calls.Read());

        var call = bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"));
        await arrived.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        var told = Assert.Single(calls.Read());
        Assert.Equal(("s1", "claude-haiku-4-5", (long?)(Streamed.Length / 4), true, 1, false), (told.SessionId, told.ModelId, told.PromptTokens, told.IsStream, told.Attempt, told.HasBegun));
        Assert.Equal((clock.GetUtcNow(), clock.GetUtcNow(), LearnedDeadlines.StreamPrior), (told.Begun, told.AttemptBegun, told.Deadline));

        goOn.SetResult();
        Assert.Equal(200, (await call.WaitAsync(Limit, TestContext.Current.CancellationToken)).Status);
        var began = TimeProvider.System.GetTimestamp();
        while (calls.Read().Count > 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, "the call is still there");
            await Task.Yield();
        }
    }
}
