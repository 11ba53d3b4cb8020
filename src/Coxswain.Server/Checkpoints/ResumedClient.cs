using System.ComponentModel;
using System.Diagnostics;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Server.Checkpoints;

/// <summary>Runs <c>claude --resume … -p …</c> once, with the keys and the search path the daemon was started with.</summary>
internal sealed class ResumedClient(TimeProvider clock)
{
    /// <summary>What a client tells the programs it starts: the daemon may itself have been started by one.</summary>
    private static readonly string[] OfAnotherSession =
    [
        "CLAUDECODE", "CLAUDE_PID", "CLAUDE_EFFORT", "CLAUDE_PROJECT_DIR", "CLAUDE_CODE_SESSION_ID", "CLAUDE_CODE_CHILD_SESSION", "CLAUDE_CODE_CHILD_NOTES_DIR", "CLAUDE_CODE_ENTRYPOINT",
        "CLAUDE_CODE_MESSAGING_SOCKET", "CLAUDE_CODE_MESSAGING_TOKEN", "CLAUDE_CODE_SESSION_ATTENDED",
    ];

    /// <summary>Modes that ask before they do what may hurt, or do nothing: nobody watches a resumed session.</summary>
    private static readonly string[] Modes = ["default", "acceptEdits", "plan"];

    public async Task<ResumeOutcome> RunAsync(string program, FailedSession session, string text, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        if (Start(program, session, text) is not { } process)
        {
            return ResumeOutcome.NotStarted;
        }

        using (process)
        {
            try
            {
                process.StandardInput.Close();
                await Task.WhenAll(
                    process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, either.Token), process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token), process.WaitForExitAsync(either.Token));
                return process.ExitCode == 0 ? ResumeOutcome.Succeeded : ResumeOutcome.Failed;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return cancellationToken.IsCancellationRequested ? ResumeOutcome.Interrupted : ResumeOutcome.TimedOut;
            }
        }
    }

    private static Process? Start(string program, FailedSession session, string text)
    {
        string[] mode = session.Client.PermissionMode is { } asked && Modes.Contains(asked) ? ["--permission-mode", asked] : [];
        var start = new ProcessStartInfo(program, ["--resume", session.SessionId, .. mode, "-p", text])
        {
            WorkingDirectory = session.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in OfAnotherSession)
        {
            start.Environment.Remove(name);
        }

        Set(start, "ANTHROPIC_BASE_URL", session.Client.BaseUrl);
        Set(start, "CLAUDE_CONFIG_DIR", session.Client.ConfigFolder);
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            // The program or the folder is gone.
            return null;
        }
    }

    private static void Set(ProcessStartInfo start, string name, string? value)
    {
        if (value is not null)
        {
            start.Environment[name] = value;
        }
    }
}
