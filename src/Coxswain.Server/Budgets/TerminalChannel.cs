using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Budgets;

/// <summary>The daemon's log, which a terminal shows while it runs in the foreground.</summary>
internal sealed partial class TerminalChannel(AlertOptions options, ILogger<TerminalChannel> logger) : IAlertChannel
{
    public string Name => "terminal";

    public bool IsSetUp => options.Terminal;

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        Log.Alert(logger, notice.Text);
        return Task.FromResult(ChannelAnswer.Taken);
    }

    private static partial class Log
    {
        [LoggerMessage(3510, LogLevel.Warning, "Alert: {Text}")]
        public static partial void Alert(ILogger logger, string text);
    }
}
