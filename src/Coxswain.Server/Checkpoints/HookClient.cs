using System.Diagnostics;
using System.Globalization;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Server.Checkpoints;

/// <summary>Reads which client a hook works for.</summary>
public static class HookClient
{
    public static SessionClient Read(ClientEvent told, IReadOnlyDictionary<string, string> environment)
    {
        int? pid = int.TryParse(environment.GetValueOrDefault("CLAUDE_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1 ? number : null;
        bool? isAttended = environment.GetValueOrDefault("CLAUDE_CODE_SESSION_ATTENDED") switch { "1" => true, "0" => false, _ => null };
        return new SessionClient(pid, pid is null ? null : StartOf(pid.Value), BaseUrlOf(environment), ConfigFolderOf(told.TranscriptPath), told.PermissionMode, isAttended);
    }

    /// <summary>Whether that very process still runs. When it did not tell itself it is taken for gone.</summary>
    public static bool IsAlive(SessionClient client) => client is { Pid: { } pid, StartedUtc: { } started } && StartOf(pid) is { } now && (now - started).Duration() < TimeSpan.FromSeconds(1);

    /// <summary>Transcripts are in <c>&lt;config&gt;/projects/&lt;folder&gt;</c>.</summary>
    public static string? ConfigFolderOf(string transcript) => Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(transcript))) is { Length: > 1 } folder ? folder : null;

    // A password in it must not be kept; without it the address would be another.
    private static string? BaseUrlOf(IReadOnlyDictionary<string, string> environment)
        => environment.GetValueOrDefault("ANTHROPIC_BASE_URL") is { Length: > 0 } url && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.UserInfo.Length + address.Query.Length + address.Fragment.Length == 0 ? url : null;

    private static DateTimeOffset? StartOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime();
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
