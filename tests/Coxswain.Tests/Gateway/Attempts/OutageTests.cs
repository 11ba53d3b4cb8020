using Coxswain.Gateway;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Gateway.Attempts.MessagesScript;

namespace Coxswain.Tests.Gateway.Attempts;

/// <summary>In an outage the gateway sends hardly more than the clients do, says that it is degraded, and is itself again when the upstream is.</summary>
public sealed class OutageTests
{
    private const string Plain = """{"model":"claude-haiku-4-5","max_tokens":100,"messages":[{"role":"user","content":"hi"}]}""";
    private const int Calls = 300;

    private const int MostCalls = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Outage_is_not_made_worse_and_ends_by_itself()
    {
        var (isDown, attempts) = (true, 0);
        await using var bed = await GatewayBed.StartAsync(
            context =>
            {
                Interlocked.Increment(ref attempts);
                return (Volatile.Read(ref isDown) ? Error(529, "overloaded_error", "Overloaded") : Document(Message))(context);
            },
            ("RecoveryTime", "00:00:01"));
        var state = bed.Services.GetRequiredService<GatewayState>();

        var failed = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (_, _) =>
        {
            // As Claude Code, so that no other model is tried.
            var answer = await bed.CallAsync(Plain, ("x-claude-code-session-id", "s1"));
            Interlocked.Add(ref failed, answer.Status is 529 or 503 ? 1 : 0);
        });

        Assert.Equal(Calls, failed);
        // The store of retry tokens, and the few of which the breaker is made.
        Assert.InRange(attempts, 1, 100);
        Assert.Equal(["claude-haiku-4-5"], state.Read().Degraded.Select(static one => one.Model));

        Volatile.Write(ref isDown, false);
        var last = await bed.CallAsync(Plain, ("x-claude-code-session-id", "s1"));
        var began = TimeProvider.System.GetTimestamp();
        while (last.Status != 200 && TimeProvider.System.GetElapsedTime(began) < Limit)
        {
            last = await bed.CallAsync(Plain, ("x-claude-code-session-id", "s1"));
        }

        Assert.Equal((200, Message), (last.Status, last.Body));
        Assert.Empty(state.Read().Degraded);
        var told = (await bed.EventsAsync()).Where(static record => record.Body == "coxswain.gateway_degraded").Select(static record => record.Attributes.Single(static one => one.Key == "degraded").Value);
        Assert.Equal(["true", "false"], told);
    }

    [Fact]
    public async Task Many_calls_that_meet_a_short_overload_together_are_nearly_all_answered()
    {
        var (began, attempts) = (TimeProvider.System.GetTimestamp(), 0);
        await using var bed = await GatewayBed.StartAsync(
            context =>
            {
                Interlocked.Increment(ref attempts);
                return (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(2) ? Error(529, "overloaded_error", "Overloaded") : Document(Message))(context);
            },
            ("FirstWait", "00:00:00.500"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => bed.CallAsync(Plain, ("x-claude-code-session-id", "s1"))));

        Assert.InRange(answers.Count(static answer => answer.Status == 200), 38, 40);
        // Each first attempt, the tokens, some probes, and one more for each call once it is well.
        Assert.InRange(attempts, 40, 110);
    }

    [Fact]
    public async Task Model_nobody_asks_for_any_more_is_not_degraded_for_ever()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bed = await GatewayBed.StartAsync(clock, Error(503, "api_error", "Down"), ("MostAttempts", "1"));
        var state = bed.Services.GetRequiredService<GatewayState>();
        await DegradeAsync(bed, ("x-claude-code-session-id", "s1"));

        clock.Advance(TimeSpan.FromMinutes(2.1));

        Assert.Empty(state.Read().Degraded);
        var told = (await bed.EventsAsync()).Where(static record => record.Body == "coxswain.gateway_degraded").Select(static record => record.Attributes.Single(static one => one.Key == "degraded").Value);
        Assert.Equal(["true", "false"], told);
    }

    [Fact]
    public async Task Call_that_comes_while_the_model_is_degraded_waits_for_the_probe_and_is_told_so()
    {
        var isDown = true;
        await using var bed = await GatewayBed.StartAsync(
            context => (Volatile.Read(ref isDown) ? Error(503, "api_error", "Down") : Document(Message))(context), ("MostAttempts", "1"));
        await DegradeAsync(bed);

        // Whoever had to wait for a probe is told not to begin again, whatever came of it.
        var failed = await bed.CallAsync(Plain);
        Assert.Equal((503, "true", "false"), (failed.Status, failed.Headers["x-coxswain-degraded"], failed.Headers.GetValueOrDefault("x-should-retry")));

        Volatile.Write(ref isDown, false);
        var answer = await bed.CallAsync(Plain);

        Assert.Equal((200, "true"), (answer.Status, answer.Headers["x-coxswain-degraded"]));
    }

    [Fact]
    public async Task Probe_whose_client_leaves_does_not_end_the_outage()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isSilent = false;
        await using var bed = await GatewayBed.StartAsync(
            async context =>
            {
                if (Volatile.Read(ref isSilent))
                {
                    begun.TrySetResult();
                    await SilenceAsync(context);
                    return;
                }

                await Error(503, "api_error", "Down")(context);
            },
            ("MostAttempts", "1"));
        var state = bed.Services.GetRequiredService<GatewayState>();
        while (state.Read().Degraded.Count == 0)
        {
            Assert.Equal(503, (await bed.CallAsync(Plain, ("x-claude-code-session-id", "s1"))).Status);
        }

        Volatile.Write(ref isSilent, true);
        using var request = bed.Request(HttpMethod.Post, "/v1/messages");
        request.Content = new StringContent(Plain);
        request.Headers.Add("x-claude-code-session-id", "s1");
        using var leaving = new CancellationTokenSource();
        var call = bed.Http.SendAsync(request, leaving.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await bed.EventsAsync();

        Assert.Single(state.Read().Degraded);
    }

    [Fact]
    public async Task Outage_that_is_silence_shows_although_no_client_waits_for_its_end()
    {
        var begun = new SemaphoreSlim(0);
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            begun.Release();
            await SilenceAsync(context);
        });
        var state = bed.Services.GetRequiredService<GatewayState>();

        for (var call = 0; call < 8; call++)
        {
            using var request = bed.Request(HttpMethod.Post, "/v1/messages");
            request.Content = new StringContent(Plain);
            using var leaving = new CancellationTokenSource();
            var answer = bed.Http.SendAsync(request, leaving.Token);
            Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        await bed.EventsAsync();
        Assert.Single(state.Read().Degraded);
    }

    [Fact]
    public async Task Other_models_are_not_degraded_with_one()
    {
        await using var bed = await GatewayBed.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var isHaiku = (await reader.ReadToEndAsync(context.RequestAborted)).Contains("haiku", StringComparison.Ordinal);
            await (isHaiku ? Error(529, "overloaded_error", "Overloaded") : Document(Message))(context);
        }, ("MostAttempts", "1"));
        await DegradeAsync(bed);

        var other = await bed.CallAsync(Plain.Replace("haiku-4-5", "opus-5-5", StringComparison.Ordinal));

        Assert.Equal(200, other.Status);
        Assert.DoesNotContain("x-coxswain-degraded", other.Headers.Keys);
    }

    [Fact]
    public async Task State_counts_calls_by_how_they_ended()
    {
        var script = new MessagesScript(Document(Message), Error(500, "api_error", "x"), Document(Message), Error(400, "invalid_request_error", "x"), CutAsync);
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync, ("MostAttempts", "2"));
        for (var i = 0; i < 4; i++)
        {
            await bed.CallAsync(Plain);
        }

        await bed.EventsAsync();

        var report = bed.Services.GetRequiredService<GatewayState>().Read();
        Assert.Equal((4, 2, 1, 2, 0, 0, bed.Upstream), (report.Calls, report.Answered, report.Recovered, report.Failed, report.ClientGone, report.UnderWay, report.Upstream));
        Assert.Equal(("transparent", "full"), (report.ClaudeCode, report.OtherClients));
    }

    [Fact]
    public async Task Further_attempts_end_when_most_fail_though_the_model_is_not_degraded()
    {
        var (isDown, attempts) = (false, 0);
        await using var bed = await GatewayBed.StartAsync(
            context =>
            {
                Interlocked.Increment(ref attempts);
                return (isDown ? Error(529, "overloaded_error", "Overloaded") : Document(Message))(context);
            },
            ("FirstWait", "00:00:00.010"), ("LongestWait", "00:00:01"));

        // One answer to eight failures: the breaker, at nine of ten, lets all through.
        for (var call = 0; call < 3 + (2 * 10); call++)
        {
            isDown = call > 2 && call % 2 == 1;
            Assert.Equal(isDown ? 529 : 200, (await bed.CallAsync(Plain, ("x-claude-code-session-id", "s1"))).Status);
        }

        // Ten times eight without tokens; there are 20, one more for each answer, and a few for calls.
        Assert.InRange(attempts, 23, 23 + 20 + 13 + 2);
        Assert.Empty(bed.Services.GetRequiredService<GatewayState>().Read().Degraded);
    }

    private static async Task DegradeAsync(GatewayBed bed, params (string Name, string Value)[] headers)
    {
        var state = bed.Services.GetRequiredService<GatewayState>();
        for (var call = 0; state.Read().Degraded.Count == 0; call++)
        {
            Assert.True(call < MostCalls, "the model is not degraded");
            await bed.CallAsync(Plain, headers);
        }
    }
}
