using Microsoft.Extensions.Hosting;

namespace Coxswain.Core.Sessions.Following;

/// <summary>The follower as a part of the host; nothing when following is switched off.</summary>
internal sealed class TranscriptFollowing(TranscriptFollower? follower) : IHostedService, IDisposable
{
    public Task StartAsync(CancellationToken cancellationToken) => follower?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => follower?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => follower?.Dispose();
}
