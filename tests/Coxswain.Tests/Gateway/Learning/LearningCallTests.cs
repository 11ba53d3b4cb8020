using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Usage;
using Coxswain.Tests.Gateway.Attempts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Coxswain.Tests.Gateway.Attempts.MessagesScript;

namespace Coxswain.Tests.Gateway.Learning;

/// <summary>Calls teach what helps, and what the store knows of earlier ones decides how long is waited.</summary>
public sealed class LearningCallTests
{
    private const string Model = "claude-haiku-4-5";
    private const string Streamed = """{"model":"claude-haiku-4-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"hi"}]}""";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deadline_the_store_taught_ends_an_attempt_long_before_the_one_that_is_set()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var script = new MessagesScript(Stream(Whole), context =>
        {
            begun.SetResult();
            return SilenceAsync(context);
        });
        await using var bed = await GatewayBed.StartAsync(clock, new QuickModelStore(Model), script.AnswerAsync, ("MostAttempts", "1"));

        // The first call makes the gateway ask the store, and does not wait for it.
        await bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"));
        await LearnedAsync(bed.Services.GetRequiredService<LearnedDeadlines>());
        var call = bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"));
        await begun.Task.WaitAsync(Limit, Cancelled);
        clock.Advance(LearnedDeadlines.Shortest + TimeSpan.FromSeconds(1));

        Assert.Equal(504, (await call.WaitAsync(Limit, Cancelled)).Status);
    }

    [Fact]
    public async Task What_came_of_each_further_attempt_is_learned()
    {
        var script = new MessagesScript(Error(500, "api_error", "x"), Error(529, "overloaded_error", "x"), Stream(Whole), Error(429, "rate_limit_error", "x", ("retry-after", "900")), Stream(Whole));
        await using var bed = await GatewayBed.StartAsync(script.AnswerAsync);

        Assert.Equal(200, (await bed.CallAsync(Streamed, ("x-claude-code-session-id", "s1"))).Status);
        Assert.Equal("model_switch", (await bed.CallAsync(Streamed.Replace(Model, "claude-opus-4-5", StringComparison.Ordinal))).Headers["x-coxswain-strategy"]);

        Assert.Equal(
            [
                (FailureClass.ServerError, Model, RecoveryStrategy.Retry, false),
                (FailureClass.Overloaded, Model, RecoveryStrategy.Retry, true),
                (FailureClass.RateLimited, "claude-opus-4-5", RecoveryStrategy.ModelSwitch, true),
            ],
            bed.Services.GetRequiredService<StrategyLedger>().Snapshot().Where(static one => one.Model.Length > 0).OrderBy(static one => one.Class)
                .Select(static one => (one.Class, one.Model, one.Strategy, one.Successes > one.Failures)));
    }

    private static async Task LearnedAsync(LearnedDeadlines deadlines)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (deadlines.For(Model, 400, isStream: true, LearnedDeadlines.StreamPrior) == LearnedDeadlines.StreamPrior)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, "nothing was learned");
            await Task.Yield();
        }
    }

    /// <summary>Knows of a hundred requests of a model that were answered within a second.</summary>
    private sealed class QuickModelStore(string model) : IRecoveryStore
    {
        private readonly EmptyRecoveryStore _rest = new();

        public Task<IReadOnlyList<LatencySample>> ReadLatenciesAsync(TimeRange range, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<LatencySample>>([new LatencySample(model, SizeBucket.Small, IsStream: true, 100, TimeSpan.FromSeconds(1))]);

        public Task<IReadOnlyList<StrategyOutcome>> ReadAttemptsAsync(TimeRange range, int limit, CancellationToken cancellationToken) => _rest.ReadAttemptsAsync(range, limit, cancellationToken);

        public Task<RecordedCalls> CountCallsAsync(TimeRange range, CancellationToken cancellationToken) => _rest.CountCallsAsync(range, cancellationToken);

        public Task<IReadOnlyList<RecoveryOutcome>> ReadOutcomesAsync(UsageFilter filter, CancellationToken cancellationToken) => _rest.ReadOutcomesAsync(filter, cancellationToken);
    }
}
