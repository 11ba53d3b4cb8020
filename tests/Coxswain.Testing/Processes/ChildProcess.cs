using System.Diagnostics;
using System.Text;

namespace Coxswain.Testing.Processes;

/// <summary>A program with its own environment whose output is collected. Ends with this object.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ChildProcess(Process process, Action<string>? onLine)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output, onLine), ReadAsync(process.StandardError, _errors, null));
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <param name="environment">All of it: nothing is inherited.</param>
    /// <param name="onLine">Called with each line of standard output as it comes.</param>
    public static ChildProcess Start(
        LoopbackNetwork network, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = network.Run(() => Process.Start(start)!);
        process.StandardInput.Close();
        return new ChildProcess(process, onLine);
    }

    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It ran longer than <paramref name="limit"/>; it was killed.</exception>
    public async Task<int> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(limit, TimeProvider.System, cancellationToken);
            await _reading.WaitAsync(limit, TimeProvider.System, cancellationToken);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            Kill();
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {limit}.\n{Output}\n{Errors}");
        }
    }

    /// <summary>Asks it to end, as <c>kill</c> does.</summary>
    public void Terminate() => Signal("-TERM");

    /// <summary>Ends it and all it started at once, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Ends only this process at once, not those it started.</summary>
    public void KillAlone()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Signal(string signal)
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder into, Action<string>? onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (into)
            {
                into.AppendLine(line);
            }

            onLine?.Invoke(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
