using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Engine.Hosting;

/// <summary>
/// Stops the engine when the daemon that started it is gone, so that a killed daemon leaves no process holding the folder. The daemon keeps the
/// other end of standard input open and never writes: its end is noticed at once, and waiting for it costs nothing.
/// </summary>
internal sealed partial class ParentWatch(EngineOptions options, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.EndsWithInput)
        {
            new Thread(ReadToEnd) { IsBackground = true, Name = "engine parent" }.Start();
        }

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

    private void ReadToEnd()
    {
        try
        {
            using var handle = new SafeFileHandle(0, ownsHandle: false);
            using var input = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            var buffer = new byte[64];
            while (input.Read(buffer) > 0)
            {
            }
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // There is no input at all: nobody holds its other end.
        }

        lifetime.StopApplication();
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
