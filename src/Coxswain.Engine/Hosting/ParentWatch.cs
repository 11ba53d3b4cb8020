using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Coxswain.Engine.Hosting;

/// <summary>Stops the engine when the daemon that started it is gone, so that a killed daemon leaves no process holding the folder.</summary>
internal sealed partial class ParentWatch(EngineOptions options, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ParentProcessId is not { } id)
        {
            return;
        }

        // A child is given another parent the moment its own ends, even while that one is still a zombie others can see.
        var isChild = ParentId() == id;
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (isChild ? ParentId() == id : Signal(id, 0) == 0)
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }

            lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // The engine stops for another reason.
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
