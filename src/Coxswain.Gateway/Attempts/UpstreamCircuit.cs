using Coxswain.Core.Recovery;
using Polly;
using Polly.CircuitBreaker;

namespace Coxswain.Gateway.Attempts;

/// <summary>
/// What is known of one model of the upstream: while nearly every attempt fails, none is sent but a probe now and then; and tokens keep further attempts from
/// adding to an outage.
/// </summary>
internal sealed class UpstreamCircuit
{
    private const double FailureRatio = 0.9;
    private const int FewestAttempts = 8;
    private const double RetriesPerCallInOutage = 0.05;
    private const double RetriesPerAnswer = 1;
    private const double MostRetries = 20;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(30);

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<AttemptResult> _pipeline;

    /// <param name="change">Called with true when it opens, with false when it closes again.</param>
    public UpstreamCircuit(TimeProvider clock, Action<bool> change) => _pipeline = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptResult>
        {
            FailureRatio = FailureRatio,
            MinimumThroughput = FewestAttempts,
            SamplingDuration = Window,
            StateProvider = _state,
            BreakDurationGenerator = static arguments => ValueTask.FromResult(Break(arguments.HalfOpenAttempts)),
            ShouldHandle = arguments => ValueTask.FromResult(Fails(arguments.Outcome.Result)),
            OnOpened = _ => Tell(change, isOpen: true),
            OnClosed = _ => Tell(change, isOpen: false),
        }).Build();

    /// <summary>Nothing is sent but probes.</summary>
    public bool IsOpen => _state.CircuitState is CircuitState.Open or CircuitState.HalfOpen;

    public RetryTokens Tokens { get; } = new(RetriesPerCallInOutage, RetriesPerAnswer, MostRetries);

    /// <exception cref="BrokenCircuitException">Nothing was sent.</exception>
    public ValueTask<AttemptResult> RunAsync(AttemptRunner runner, AttemptPlan plan, CancellationToken cancellationToken)
        => _pipeline.ExecuteAsync(static (state, token) => state.runner.RunAsync(state.plan, token), (runner, plan), cancellationToken);

    /// <summary>An attempt that its client did not wait for speaks for the upstream only where it had said something, and was no probe: an outage can be silence.</summary>
    private bool Fails(AttemptResult? result)
        => result?.Failure is { } failure ? FailureGroups.SpeaksOfUpstream(failure.Class) : result?.Reason == AttemptResult.ClientGone && (result.Told is null || _state.CircuitState == CircuitState.HalfOpen);

    private static ValueTask Tell(Action<bool> change, bool isOpen)
    {
        change(isOpen);
        return ValueTask.CompletedTask;
    }

    private static TimeSpan Break(int probes) => TimeSpan.FromTicks(Math.Min(LongestBreak.Ticks, FirstBreak.Ticks << Math.Min(probes, 10)));
}
