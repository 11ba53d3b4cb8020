using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Coxswain.Testing.Processes;

/// <summary>
/// A network namespace with loopback and nothing else, where the system allows one (Linux, root); otherwise the machine's own loopback.
/// A namespace belongs to a thread, so sockets and child processes that shall live in it are made on this object's thread.
/// </summary>
public sealed class LoopbackNetwork : IDisposable
{
    private const int NewNetworkNamespace = 0x40000000;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    private LoopbackNetwork(bool isolate)
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = "loopback network" };
        _thread.Start();
        IsIsolated = isolate && Run(Enter);
    }

    /// <summary>Whether nothing but loopback can be reached from here.</summary>
    public bool IsIsolated { get; }

    public static LoopbackNetwork Create() => new(isolate: true);

    /// <summary>The machine's own loopback, for what must be reached from ordinary threads.</summary>
    public static LoopbackNetwork Shared() => new(isolate: false);

    public T Run<T>(Func<T> make)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(make());
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    public Socket Listen() => Run(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    });

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private static bool Enter()
    {
        if (!OperatingSystem.IsLinux() || Unshare(NewNetworkNamespace) != 0)
        {
            return false;
        }

        using var up = Process.Start("ip", ["link", "set", "lo", "up"]);
        up.WaitForExit();
        return up.ExitCode == 0 ? true : throw new InvalidOperationException("`ip link set lo up` failed in the new network namespace.");
    }

    private void Loop()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }

    [DllImport("libc", EntryPoint = "unshare", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unshare(int flags);
}
