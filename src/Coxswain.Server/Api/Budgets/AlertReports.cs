using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Server.Budgets;

namespace Coxswain.Server.Api.Budgets;

/// <summary>What is kept of alerts and how channels fare.</summary>
internal sealed class AlertReports(IAlertStore alerts, IBudgetStore budgets, AlertChannels channels, BudgetReports reports, TimeProvider clock)
{
    private const int MostOwed = 1000;

    /// <param name="budget">Empty: all.</param>
    public async Task<AlertReport> ReadAsync(string budget, int most, CancellationToken cancellationToken)
        => new(clock.GetUtcNow(), reports.Zone.Id, await AlertRow.ReadAsync(alerts, budgets, budget, most, cancellationToken), await ReadChannelsAsync(cancellationToken));

    public async Task<IReadOnlyList<ChannelRow>> ReadChannelsAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ChannelRow>();
        foreach (var state in channels.All)
        {
            var name = state.Channel.Name;
            var owed = await alerts.ListOwedAsync(name, MostOwed, cancellationToken);
            rows.Add(new ChannelRow(name, state.Channel.IsSetUp, owed.Count, owed.SelectMany(static alert => alert.Deliveries).Where(one => one.Channel == name).Select(static one => one.Failures).DefaultIfEmpty().Max(), state.Problem));
        }

        return rows;
    }

    /// <summary>Sends a marked message through those that are set up, or the one named.</summary>
    public async Task<IReadOnlyList<TestedChannel>> TestAsync(string channel, CancellationToken cancellationToken)
    {
        var notice = AlertNotice.Of(AlertMessage.Test(clock.GetUtcNow()));
        return await Task.WhenAll(channels.All.Select(static state => state.Channel).Where(one => channel.Length == 0 ? one.IsSetUp : one.Name == channel).Select(async one => new TestedChannel(
            one.Name, one.IsSetUp ? (await one.SendAsync(notice, cancellationToken)).Problem : "not set up: cox config set alerts.…")));
    }
}
