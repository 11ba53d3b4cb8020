namespace Coxswain.Server.Budgets;

/// <summary>A notification of the desktop, by the program each system has for it. The text is an argument of its own, never a part of a script.</summary>
internal sealed class DesktopChannel(AlertOptions options, TimeProvider clock) : IAlertChannel
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public string Name => "desktop";

    public bool IsSetUp => options.Desktop;

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsMacOS())
        {
            return RunAsync("osascript", ["-e", "on run argv", "-e", "display notification (item 1 of argv) with title \"Coxswain\"", "-e", "end run", notice.Text], cancellationToken);
        }

        return OperatingSystem.IsLinux() || OperatingSystem.IsFreeBSD()
            ? RunAsync("notify-send", ["--app-name=Coxswain", notice.IsCritical ? "--urgency=critical" : "--urgency=normal", "--", "Coxswain", notice.Text], cancellationToken)
            : Task.FromResult(ChannelAnswer.Failed("there is no program here that shows notifications"));
    }

    private Task<ChannelAnswer> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
        => AlertProgram.RunAsync(program, arguments, NoVariables, ReadOnlyMemory<byte>.Empty, options.Timeout, clock, cancellationToken);
}
