namespace Coxswain.Server.Budgets;

/// <summary>Every channel there is, set up or not.</summary>
internal sealed class AlertChannels(IEnumerable<IAlertChannel> channels, TimeProvider clock)
{
    public IReadOnlyList<ChannelState> All { get; } = [.. channels.Select(channel => new ChannelState(channel, clock))];

    public IReadOnlyList<string> SetUp => [.. All.Where(static state => state.Channel.IsSetUp).Select(static state => state.Channel.Name)];
}
