using System.Runtime;
using Coxswain.Core.Kernel;
using Microsoft.Extensions.Hosting;

namespace Coxswain.Server.Hosting;

/// <summary>Gives the managed heap's free memory back to the system once nothing happens any more: a load's buffers would stay for ever otherwise.</summary>
internal sealed class QuietTrim(QuietTime quiet) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        quiet.Began += Trim;
        quiet.Touch();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        quiet.Began -= Trim;
        return Task.CompletedTask;
    }

    private static void Trim()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
