using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;

namespace Coxswain.Gateway.Attempts;

/// <summary>Time for a call's attempts: how long each may take, how long to wait between two, how much is left.</summary>
internal sealed class AttemptPatience(GatewayOptions options, LearnedDeadlines deadlines, Jitter jitter, TimeProvider clock)
{
    /// <summary>So long a call waits, altogether, for a probe of a degraded model: about as long as Claude Code itself goes on trying.</summary>
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(1);

    public long Now => clock.GetTimestamp();

    /// <summary>The longest silence after a sign of life.</summary>
    public TimeSpan Stall(Call call) => call.Mode == RecoveryMode.Off ? Timeout.InfiniteTimeSpan : options.Stall;

    /// <param name="bytes">Of the request; <see langword="null"/>: unknown.</param>
    public TimeSpan FirstContent(Call call, string model, long? bytes, bool isStream)
        => call.Mode == RecoveryMode.Off ? Timeout.InfiniteTimeSpan : deadlines.For(model, bytes, isStream, isStream ? options.FirstContent : options.WholeAnswer);

    /// <summary>A call whose next attempt is sent now.</summary>
    public CallUnderWay UnderWay(Call call, AttemptPlan plan) => new(
        call.Id, clock.GetUtcNow() - Elapsed(call), clock.GetUtcNow(), call.Client.SessionId, ModelId.Normalise(plan.Model),
        call.Body.Length is { } bytes ? (long)(bytes / LearnedDeadlines.BytesPerToken) : null, call.Request.IsStream,
        plan.FirstContent == Timeout.InfiniteTimeSpan ? null : plan.FirstContent, call.Attempts.Count + 1, HasBegun: false);

    public TimeSpan Elapsed(Call call) => clock.GetElapsedTime(call.Began);

    public bool HasTime(Call call) => Elapsed(call) < options.RecoveryTime;

    public bool MayWaitForProbe(Call call, TimeSpan pause)
    {
        call.WaitedForProbes += pause;
        return call.WaitedForProbes <= LongestOutage && Elapsed(call) + pause <= options.RecoveryTime;
    }

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, clock, cancellationToken);

    public double Chance() => jitter.Next();
}
