using System.Net;
using System.Net.Sockets;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Daemon;

/// <summary>Starts that cannot succeed: each says why in one line, in the foreground and detached.</summary>
public sealed class RefusedStartTests : IAsyncLifetime
{
    private readonly TemporaryFolder _home = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly CoxProcess _cox;

    public RefusedStartTests() => _cox = new CoxProcess(_network, _home.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] AnyPort => ["--api", "0", "--otlp-http", "0", "--otlp-grpc", "0"];

    [Fact]
    public async Task File_in_the_folders_place_is_the_reason()
    {
        await File.WriteAllTextAsync(_home.Combine("file"), "", Token);

        await AssertRefusedAsync("is a file", "--data", _home.Combine("file"));
    }

    [Fact]
    public async Task Read_only_file_system_is_the_reason()
    {
        using var disk = SmallDisk.TryMount(8);
        Assert.SkipWhen(disk is null, "Needs a file system of its own: root on Linux.");
        disk.MakeReadOnly();

        await AssertRefusedAsync("mounted read-only", "--data", Path.Combine(disk.Path, "data"));
        var usage = await _cox.RunAsync(Token, "usage", "--data", Path.Combine(disk.Path, "data"));
        Assert.Contains("mounted read-only", usage.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Full_disk_is_the_reason()
    {
        using var disk = SmallDisk.TryMount(8);
        Assert.SkipWhen(disk is null, "Needs a file system of its own: root on Linux.");
        disk.Fill();

        await AssertRefusedAsync("is full (0 bytes are free)", "--data", Path.Combine(disk.Path, "data"));
    }

    [Fact]
    public async Task Missing_rights_are_the_reason()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "Needs another user to be.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(_home.Combine("data"));
        File.SetUnixFileMode(_home.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_home.Combine("data"), (UnixFileMode)0b101_101_101);
        await using var process = ChildProcess.Start(
            _network, "/usr/bin/setpriv", ["--reuid", "65534", "--regid", "65534", "--clear-groups", CoxProcess.Program, "up", "--data", _home.Combine("data"), .. AnyPort], _cox.Environment, _home.Path);
        var code = await process.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.SkipWhen(code is 126 or 127 or 1 && process.Errors.Contains("setpriv:", StringComparison.Ordinal), "The program may not be run by another user here.");

        Assert.Equal(1, code);
        Assert.Contains($"The data folder {_home.Combine("data")} may not be written by user nobody", process.Errors, StringComparison.Ordinal);
        Assert.Contains("chmod u+rwx", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_port_is_told_in_one_line_with_its_owner_and_no_log_line()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var up = await _cox.RunAsync(Token, "up", "--api", $"{port}", "--otlp-http", "0", "--otlp-grpc", "0");
        var detached = await _cox.RunAsync(Token, "up", "--detach", "--api", $"{port}", "--otlp-http", "0", "--otlp-grpc", "0");

        Assert.Equal((1, 1), (up.ExitCode, detached.ExitCode));
        var line = Assert.Single(up.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), static line => !line.Contains(" info ", StringComparison.Ordinal));
        Assert.StartsWith($"Port {port} is in use by process {Environment.ProcessId} (", line, StringComparison.Ordinal);
        Assert.Contains("set server.apiAddress to another port", line, StringComparison.Ordinal);
        Assert.Contains($"The daemon did not start: Port {port} is in use by process {Environment.ProcessId}", detached.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_file_that_cannot_be_opened_is_the_reason()
    {
        Directory.CreateDirectory(_home.Combine("data", "state.db"));

        await AssertRefusedAsync("state.db is a folder, where a file must be", "--data", _home.Combine("data"));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _home.Dispose();
    }

    private async Task AssertRefusedAsync(string reason, params string[] arguments)
    {
        foreach (var start in new string[][] { ["up"], ["up", "--detach"] })
        {
            var result = await _cox.RunAsync(Token, [.. start, .. AnyPort, .. arguments]);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("in use", result.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        }
    }
}
