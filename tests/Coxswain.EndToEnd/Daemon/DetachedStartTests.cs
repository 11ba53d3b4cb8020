using System.Diagnostics;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Daemon;

/// <summary><c>cox up --detach</c> as the first command of an installation.</summary>
public sealed class DetachedStartTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Fact]
    public async Task Data_folder_made_by_a_detached_start_is_the_owners_alone()
    {
        var data = Path.Combine(_home.Path, "data");

        var up = await RunAsync("up", "--detach", "--api", "0", "--otlp-http", "0", "--otlp-grpc", "0", "--data", data);
        var mode = new DirectoryInfo(data).UnixFileMode;
        var sessions = await RunAsync("sessions", "list", "--data", data);
        var down = await RunAsync("down", "--data", data);

        Assert.Equal((0, 0, 0), (up, sessions, down));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);

        // The login code is a secret: the log says where it is to be had, and not what it is.
        var log = await File.ReadAllTextAsync(Path.Combine(data, "logs", "daemon.log"), TestContext.Current.CancellationToken);
        Assert.Contains("login code: cox login", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_wait_for_a_store_that_is_starting() => Assert.Equal(0, await RunAsync("sessions", "list", "--data", Path.Combine(_home.Path, "alone")));

    public void Dispose() => _home.Dispose();

    private async Task<int> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "cox"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["COX_HOME"] = _home.Path;
        start.Environment["HOME"] = _home.Path;
        using var cox = Process.Start(start) ?? throw new InvalidOperationException("cox does not start.");
        await cox.WaitForExitAsync(TestContext.Current.CancellationToken);
        return cox.ExitCode;
    }
}
