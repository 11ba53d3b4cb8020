using System.Net.Sockets;
using Coxswain.Bench.Measuring;
using Coxswain.Testing.Processes;

namespace Coxswain.Bench.Gateway;

/// <summary>A program that listens on a port of this machine, with a home folder of its own; it ends with this object.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _home;
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly ChildProcess _process;

    /// <param name="firstLine">Called with what it says first.</param>
    public ServedProcess(TemporaryFolder home, string program, IEnumerable<string> arguments, string folder, Action<string>? firstLine = null)
    {
        _home = home;
        var environment = new Dictionary<string, string> { ["HOME"] = home.Path, ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin" };
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            environment["DOTNET_ROOT"] = root;
        }

        _process = ChildProcess.Start(_network, program, arguments, environment, folder, firstLine);
    }

    public ProcessMeter Meter => new(_process.Id);

    /// <summary>A port nobody has; taken by the program before somebody else does, most likely.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task<ServedProcess> ListeningAsync(int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port, limit.Token);
                return this;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _network.Dispose();
        _home.Dispose();
    }
}
