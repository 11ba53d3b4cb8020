namespace Coxswain.Server.Budgets;

/// <summary>A program of the user's: the alert as JSON on its standard input, and in variables. It has taken it when it ends with 0.</summary>
internal sealed class CommandChannel(AlertOptions options, TimeProvider clock) : IAlertChannel
{
    private readonly string[] _words = options.Command.Split(',', StringSplitOptions.TrimEntries);

    public string Name => "command";

    public bool IsSetUp => _words[0].Length > 0;

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
        => AlertProgram.RunAsync(_words[0], _words[1..], notice.Variables, notice.Json, options.Timeout, clock, cancellationToken);
}
