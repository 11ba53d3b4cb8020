using Microsoft.Extensions.Hosting;

namespace Coxswain.Server.Hosting;

/// <summary>Whoever started the server stops it; the server itself listens to no signals.</summary>
internal sealed class CallerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
