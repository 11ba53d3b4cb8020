using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Hosting.Engine;

/// <summary>One run of <c>cox engine</c>. It ends itself when this process is gone, and with it the other end of its standard input.</summary>
internal sealed class EngineChild : IDisposable
{
    private static readonly TimeSpan FirstProbe = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly Task _reading;
    private readonly string _socket;
    private readonly TimeProvider _clock;

    private EngineChild(Process process, string socket, TimeProvider clock, Action<string> onLine)
    {
        (_process, _socket, _clock) = (process, socket, clock);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, line =>
        {
            Errors.Add(line);
            onLine(line);
        }));
    }

    public EngineOutput Errors { get; } = new();

    public int Pid => _process.Id;

    public int ExitCode => _process.ExitCode;

    public static EngineChild Start(DataFolder folder, EngineSupervisionOptions options, TimeProvider clock, Action<string> onLine)
    {
        var start = new ProcessStartInfo(Program()) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        List<string> arguments =
        [
            "engine", "--folder", folder.EngineFolder, "--socket", folder.EngineSocket, "--end-with-input",
        ];
        if (options.Library.Length > 0)
        {
            arguments.AddRange(["--library", options.Library]);
        }

        if (options.MemoryLimitBytes > 0)
        {
            arguments.AddRange(["--memory-limit", options.MemoryLimitBytes.ToString(CultureInfo.InvariantCulture)]);
        }

        arguments.ForEach(start.ArgumentList.Add);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The system started no process.");
        return new EngineChild(process, folder.EngineSocket, clock, onLine);
    }

    /// <summary><see langword="true"/> once it answers, <see langword="false"/> when it ended or the time is up.</summary>
    public async Task<bool> WaitUntilReadyAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var http = CreateClient(LongestAnswer);
        var started = _clock.GetTimestamp();
        for (var pause = FirstProbe; !_process.HasExited; pause = pause * 2 < LongestProbe ? pause * 2 : LongestProbe)
        {
            if (await AnswersAsync(http, "/ping", cancellationToken))
            {
                return true;
            }

            if (_clock.GetElapsedTime(started) > limit)
            {
                Errors.Add($"It did not answer within {limit}.");
                return false;
            }

            await Task.Delay(pause, _clock, cancellationToken);
        }

        await _reading;
        return false;
    }

    /// <summary>Completes once the process, though alive, has left <paramref name="misses"/> questions in a row unanswered.</summary>
    /// <param name="onAnswer">Gets with each answer how many errors the engine counted since its start.</param>
    public async Task WaitUntilHungAsync(TimeSpan interval, TimeSpan timeout, int misses, Func<long, Task> onAnswer, CancellationToken cancellationToken)
    {
        using var http = CreateClient(Timeout.InfiniteTimeSpan);
        for (var missed = 0; missed < misses;)
        {
            await Task.Delay(interval, _clock, cancellationToken);
            using var late = new CancellationTokenSource(timeout, _clock);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            var errors = 0L;
            missed = await AnswersAsync(http, "/health", patience.Token, headers => errors = ErrorsOf(headers)) ? 0 : missed + 1;
            cancellationToken.ThrowIfCancellationRequested();
            if (missed == 0)
            {
                await onAnswer(errors);
            }
        }
    }

    /// <summary>Completes when the process has ended and everything it said was read.</summary>
    public async Task WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
    }

    /// <summary>Asks the engine to close its store; ends it when that takes longer than <paramref name="limit"/>.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        if (_process.HasExited)
        {
            return;
        }

        using var patience = new CancellationTokenSource(limit, _clock);
        try
        {
            await AskToEndAsync(patience.Token);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // .NET sends no SIGTERM of its own, and native code stays out of this project; the shell's kill is built in everywhere.
    private async Task AskToEndAsync(CancellationToken cancellationToken)
    {
        using var shell = Process.Start("/bin/sh", ["-c", "kill -TERM \"$1\"", "sh", Pid.ToString(CultureInfo.InvariantCulture)]);
        await shell.WaitForExitAsync(cancellationToken);
    }

    private static string Program()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "cox.exe" : "cox");
        return File.Exists(beside) ? beside : Environment.ProcessPath ?? beside;
    }

    private HttpClient CreateClient(TimeSpan timeout) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = (_, cancellationToken) => UnixSocket.ConnectAsync(_socket, cancellationToken),
    })
    {
        BaseAddress = new Uri("http://engine/"),
        Timeout = timeout,
    };

    private static long ErrorsOf(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-Engine-Errors", out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var errors) ? errors : 0;

    private static async Task<bool> AnswersAsync(HttpClient http, string path, CancellationToken cancellationToken, Action<HttpResponseHeaders>? read = null)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            read?.Invoke(answer.Headers);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            onLine(line);
        }
    }
}
