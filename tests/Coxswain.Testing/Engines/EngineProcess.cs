using System.Diagnostics;
using System.Globalization;
using System.Text;
using Coxswain.Core.Kernel;

namespace Coxswain.Testing.Engines;

/// <summary>
/// The real engine as its own process: <c>cox engine</c> from beside the tests, on a folder under the system's temporary one.
/// Ends with the tests even when they are killed, because the engine watches its parent.
/// </summary>
public sealed class EngineProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _errors;
    private readonly bool _ownsFolder;

    private EngineProcess(Process process, StringBuilder errors, string folder, string socketPath, bool ownsFolder)
    {
        (_process, _errors, _ownsFolder) = (process, errors, ownsFolder);
        (Folder, SocketPath) = (folder, socketPath);
        Http = CreateClient(socketPath);
    }

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    public string SocketPath { get; }

    /// <summary>Speaks to the engine; relative addresses such as <c>/?query=…</c>.</summary>
    public HttpClient Http { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What the engine wrote to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Starts an engine and waits until it answers.</summary>
    /// <param name="folder">An existing store to open; null makes a new one, deleted at the end.</param>
    /// <param name="environment">Variables for the process, over the inherited ones.</param>
    /// <param name="extra">Further arguments of <c>cox engine</c>.</param>
    public static async Task<EngineProcess> StartAsync(
        string? folder = null, IReadOnlyDictionary<string, string>? environment = null, params string[] extra)
    {
        var (process, errors, path, socket) = Launch(folder, environment, extra);
        var engine = new EngineProcess(process, errors, path, socket, folder is null);
        var started = TimeProvider.System.GetTimestamp();
        while (!await engine.AnswersAsync())
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(started) > StartPatience)
            {
                var problem = process.HasExited ? $"ended with {process.ExitCode}" : "does not answer";
                await engine.DisposeAsync();
                throw new InvalidOperationException($"The engine {problem}: {engine.Errors}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return engine;
    }

    /// <summary>Runs an engine that is expected to end by itself, and tells how.</summary>
    public static async Task<(int ExitCode, string Errors)> RunToEndAsync(string folder)
    {
        var (process, errors, path, socket) = Launch(folder, null, []);
        await using var engine = new EngineProcess(process, errors, path, socket, ownsFolder: false);
        using var patience = new CancellationTokenSource(StartPatience);
        await process.WaitForExitAsync(patience.Token);
        process.WaitForExit();
        return (process.ExitCode, engine.Errors);
    }

    /// <summary>Runs a statement; the answer is what ClickHouse prints.</summary>
    /// <exception cref="HttpRequestException">ClickHouse refused it; the message is ClickHouse's.</exception>
    public async Task<string> QueryAsync(string sql, string parameters = "")
    {
        using var content = new StringContent(sql);
        using var response = await Http.PostAsync("/?" + parameters, content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? text.TrimEnd('\n')
            : throw new HttpRequestException(text, null, response.StatusCode);
    }

    /// <summary>SIGTERM: the orderly stop.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        return await WaitForExitAsync();
    }

    /// <summary>What happens to the engine's standard input when the process that started it is gone.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>SIGKILL: the crash.</summary>
    public Task<int> KillAsync()
    {
        _process.Kill();
        return WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(StartPatience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>An HttpClient whose connections all go to the socket.</summary>
    public static HttpClient CreateClient(string socketPath)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (_, cancellationToken) => UnixSocket.ConnectAsync(socketPath, cancellationToken),
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://engine/"), Timeout = TimeSpan.FromMinutes(5) };
    }

    private static (Process Process, StringBuilder Errors, string Folder, string Socket) Launch(
        string? folder, IReadOnlyDictionary<string, string>? environment, string[] extra)
    {
        // Socket paths are short by law (108 bytes), so it lies apart from the folder.
        var name = "cox-" + Guid.NewGuid().ToString("N")[..12];
        var path = folder ?? Path.Combine(Path.GetTempPath(), name);
        var socket = Path.Combine(Path.GetTempPath(), name + ".sock");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "cox.exe" : "cox"))
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] parent = extra.Contains("--parent-pid") ? [] : ["--parent-pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)];
        string[] arguments = ["engine", "--folder", path, "--socket", socket, .. parent, .. extra];
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var errors = new StringBuilder();
        var process = Process.Start(start) ?? throw new InvalidOperationException("The engine does not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, errors, path, socket);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await Http.GetAsync(new Uri("/ping", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        File.Delete(SocketPath);
        if (_ownsFolder && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
