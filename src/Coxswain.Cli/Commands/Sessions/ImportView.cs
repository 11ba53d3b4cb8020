using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary>Progress on stderr: a bar that rewrites its line on a terminal, a line now and then elsewhere. The result on stdout.</summary>
internal sealed class ImportView(CommandOutput output)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private TimeSpan _lastLine = TimeSpan.Zero;
    private int _shown;

    public void Show(ImportProgress progress)
    {
        if (progress.IsFinished)
        {
            return;
        }

        if (_isTerminal)
        {
            var text = Bar(progress);
            Console.Error.Write("\r" + text + new string(' ', Math.Max(0, _shown - text.Length)));
            _shown = text.Length;
        }
        else if (progress.Elapsed - _lastLine >= LineInterval)
        {
            _lastLine = progress.Elapsed;
            output.Say(ImportText.Of(progress));
        }
    }

    public void End()
    {
        if (_shown > 0)
        {
            Console.Error.Write("\r" + new string(' ', _shown) + "\r");
        }
    }

    public void Write(ImportProgress result)
    {
        if (output.Json)
        {
            output.WriteJson(result);
            return;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Read {ImportText.Size(result.BytesRead)} of {UsageFormat.Things(result.Files, "transcript")}: {UsageFormat.Things(result.Lines, "line")}, {UsageFormat.Things(result.Requests, "request")} (one told in several files counted in each), in {result.Elapsed.TotalSeconds:N1} s ({ImportText.Size((long)result.BytesPerSecond)}/s)."));
        if (result.RequestsTooOld > 0)
        {
            output.WriteLine($"{UsageFormat.Things(result.RequestsTooOld, "request")} {(result.RequestsTooOld == 1 ? "is" : "are")} older than the store keeps (store.retentionDays) and not in it.");
        }

        if (result.DamagedLines > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{UsageFormat.Things(result.DamagedLines, "line")} {(result.DamagedLines == 1 ? "was damaged and is" : "were damaged and are")} not in it."));
        }

        if (result.UnreadableFiles > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{UsageFormat.Things(result.UnreadableFiles, "file")} could not be read, tried again by the next import."));
        }
    }

    private static string Bar(ImportProgress progress)
    {
        var done = progress.Bytes == 0 ? 1 : Math.Clamp((double)progress.BytesDone / progress.Bytes, 0, 1);
        var filled = (int)(done * BarWidth);
        return $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {ImportText.Of(progress)}";
    }
}
