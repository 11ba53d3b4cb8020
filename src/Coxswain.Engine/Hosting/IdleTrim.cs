using Coxswain.Engine.Native;
using Coxswain.Engine.Queries;
using Microsoft.Extensions.Hosting;

namespace Coxswain.Engine.Hosting;

/// <summary>Gives memory back when no query has run for a while, once per quiet time.</summary>
internal sealed class IdleTrim(ChdbEngine engine, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CodePages.Release(engine.LibraryPath);
        using var timer = new PeriodicTimer(Interval, clock);
        var (seen, trimmed) = (engine.RequestCount, engine.RequestCount);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var count = engine.RequestCount;
                if (count == seen && count != trimmed)
                {
                    CodePages.Release(engine.LibraryPath);
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    trimmed = count;
                }

                seen = count;
            }
        }
        catch (OperationCanceledException)
        {
            // The engine stops.
        }
    }
}
