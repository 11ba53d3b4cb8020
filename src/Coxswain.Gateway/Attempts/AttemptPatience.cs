using Coxswain.Core.Recovery;

namespace Coxswain.Gateway.Attempts;

/// <summary>Time for a call's attempts: how long each may take, how long to wait between two, how much is left.</summary>
internal sealed class AttemptPatience(GatewayOptions options, LearnedDeadlines deadlines, Jitter jitter, TimeProvider clock)
{
    public long Now => clock.GetTimestamp();

    public TimeSpan Stall => options.Stall;

    public TimeSpan FirstContent(Call call) => call.Mode == RecoveryMode.Off
        ? Timeout.InfiniteTimeSpan
        : deadlines.For(call.Request.Model, call.Body.Length, call.Request.IsStream);

    public TimeSpan Elapsed(Call call) => clock.GetElapsedTime(call.Began);

    public bool HasTimeFor(Call call, TimeSpan wait) => call.Mode != RecoveryMode.Off && Elapsed(call) + wait <= options.RecoveryTime;

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, clock, cancellationToken);

    public double Chance() => jitter.Next();
}
