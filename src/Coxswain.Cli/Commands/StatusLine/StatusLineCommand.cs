using System.Diagnostics;
using System.Text.Json;
using Coxswain.Cli.Client;
using Coxswain.Server.Configuration;
using Coxswain.Server.StatusLine;

namespace Coxswain.Cli.Commands.StatusLine;

/// <summary><c>cox statusline</c>: one line for Claude Code's status line, in time and with 0, whatever happens.</summary>
internal static class StatusLineCommand
{
    private const string Path = "/statusline";

    /// <summary>From the start of the process: the client waits for the line.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(280);

    /// <summary>Without input there is nothing to say, so it is waited for even after a slow start.</summary>
    private static readonly TimeSpan InputPatience = TimeSpan.FromMilliseconds(200);

    /// <summary>However long the start took, so much is left for asking: the daemon answers within 140 ms.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(180);

    public static CoxCommand Create()
        => new CoxCommand("statusline", "Makes Claude Code's status line from what it gives on standard input; written into its settings by connect --status-line", "cox statusline < status.json", "cox statusline --json < status.json").Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var inputLimit = new CancellationTokenSource(InputPatience, TimeProvider.System);
        await using var input = Console.OpenStandardInput();
        var given = await ClientInput.ReadAsync(input, inputLimit.Token);
        using var limit = new CancellationTokenSource(Left(), TimeProvider.System);
        var told = given is { } bytes ? StatusLineInput.Read(bytes) : null;
        var (reach, answer) = given is { } sent && told?.SessionId is not null ? await AskAsync(context, sent, limit.Token) : ((DaemonReach?)null, null);
        var report = StatusLineReport.Of(told, reach, answer, TimeProvider.System.GetUtcNow());
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            context.Output.WriteWhole(StatusLineView.Line(report, context.Output.Shape.Width));
        }

        return ExitCode.Ok;
    }

    private static async Task<(DaemonReach? Reach, StatusLineAnswer? Answer)> AskAsync(CommandContext context, ReadOnlyMemory<byte> given, CancellationToken limit)
    {
        try
        {
            var (reach, body) = await DaemonMessage.SendAsync(context.Settings.Folder, Path, given, limit);
            return (reach, body is null ? null : StatusLineAnswer.Read(body));
        }
        catch (JsonException)
        {
            return (DaemonReach.Silent, null);
        }
        catch (Exception problem) when (problem is SettingsException or CommandException or IOException or UnauthorizedAccessException)
        {
            context.Output.Say(problem.Message);
            return (DaemonReach.Down, null);
        }
    }

    private static TimeSpan Left()
    {
        using var process = Process.GetCurrentProcess();
        var left = Patience - (TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime());
        return left > Least ? left : Least;
    }
}
