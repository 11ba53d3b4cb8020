using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>When the parts of one answer are sent. Waits end when the client leaves.</summary>
internal sealed class AnswerPace
{
    private static readonly LatencyRule AtOnce = new();

    private readonly TimeProvider _clock;
    private readonly SimulatedStep _step;
    private readonly SeededDraws _draws;
    private readonly LatencyRule _rule;
    private readonly CancellationToken _left;

    public AnswerPace(SimulatorOptions options, SimulatedRequest request, SimulatedStep step, CancellationToken left)
    {
        (_clock, _step, _left) = (options.Clock, step, left);
        _draws = new SeededDraws(options.Seed, request.BodyHash, request.Occurrence, "latency");
        _rule = options.Latency.FirstOrDefault(rule => rule.Fits(request)) ?? AtOnce;
        FirstByte = step.FirstByte ?? _rule.FirstByte.Draw(_draws) + (_rule.PerThousandTokens * ((request.Tokens ?? 0) / 1000.0));
    }

    /// <summary>From the request's end to the first byte of the answer.</summary>
    public TimeSpan FirstByte { get; }

    public Task FirstByteAsync() => WaitAsync(FirstByte);

    public Task NextEventAsync() => WaitAsync(_step.BetweenEvents ?? _rule.BetweenEvents.Draw(_draws));

    /// <param name="duration"><see langword="null"/> is until the client leaves.</param>
    public Task StallAsync(TimeSpan? duration) => WaitAsync(duration ?? Timeout.InfiniteTimeSpan);

    public Task WaitAsync(TimeSpan span) => span == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(span, _clock, _left);
}
