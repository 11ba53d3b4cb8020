using Coxswain.Engine.Native;
using Coxswain.Engine.Queries;
using Microsoft.Extensions.Hosting;

namespace Coxswain.Engine.Hosting;

/// <summary>Gives memory back when no query has run for a while, once per quiet time. No timer runs while it is quiet.</summary>
internal sealed class IdleTrim(ChdbEngine engine, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim _begun = new(0, 1);
    private int _isAwake;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CodePages.Release(engine.LibraryPath);
        engine.SessionBegun = Wake;
        try
        {
            while (true)
            {
                await _begun.WaitAsync(stoppingToken);
                for (var seen = -1L; seen != engine.RequestCount;)
                {
                    seen = engine.RequestCount;
                    await Task.Delay(Quiet, clock, stoppingToken);
                }

                Volatile.Write(ref _isAwake, 0);
                await TrimAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The engine stops.
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _begun.Dispose();
    }

    private void Wake()
    {
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            _begun.Release();
        }
    }

    private async Task TrimAsync()
    {
        await engine.PurgeAsync();
        ProcessMemory.GiveBack();
        CodePages.Release(engine.LibraryPath);
    }
}
