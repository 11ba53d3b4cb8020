using System.ComponentModel;
using System.Diagnostics;

namespace Coxswain.Server.Budgets;

/// <summary>Runs a program once, without a shell: some bytes on its standard input, what it writes is thrown away.</summary>
internal static class AlertProgram
{
    /// <param name="environment">Besides what the daemon has.</param>
    public static async Task<ChannelAnswer> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, ReadOnlyMemory<byte> input, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        if (Start(start) is not { } process)
        {
            return ChannelAnswer.Failed($"{Path.GetFileName(program)} is not there or cannot be run");
        }

        using (process)
        {
            try
            {
                // Its exit decides: what it has started may hold its output open for as long as it likes.
                using var reading = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
                var rest = Task.WhenAll(
                    WriteAsync(process.StandardInput.BaseStream, input, reading.Token), process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, reading.Token),
                    process.StandardError.BaseStream.CopyToAsync(Stream.Null, reading.Token));
                await process.WaitForExitAsync(either.Token);
                await reading.CancelAsync();
                await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return process.ExitCode == 0 ? ChannelAnswer.Taken : ChannelAnswer.Failed($"{Path.GetFileName(program)} ended with {process.ExitCode}");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                return ChannelAnswer.Failed($"{Path.GetFileName(program)} took longer than {timeout.TotalSeconds:0.###} s and was ended");
            }
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Exception problem) when (problem is Win32Exception or IOException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(Stream input, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(bytes, cancellationToken);
            input.Close();
        }
        catch (IOException)
        {
            // It does not want to know; its exit code decides.
        }
    }
}
