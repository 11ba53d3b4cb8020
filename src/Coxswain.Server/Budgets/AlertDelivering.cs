using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;

namespace Coxswain.Server.Budgets;

/// <summary>
/// Tells channels what they are owed: of each budget and span one message with all thresholds. What a channel took is written down at once and never sent to it again while this process lives,
/// also when that could not be written; killed between the channel's answer and the row, the next process sends it once more. Used by one loop.
/// </summary>
internal sealed class AlertDelivering(IAlertStore alerts, IBudgetStore budgets, AlertChannels channels, TimeProvider clock)
{
    private const int MostAtOnce = 1000;

    /// <summary>Channels do not wait for each other.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(channels.All.Where(static state => state.Channel.IsSetUp && state.IsDue).Select(state => TellAsync(state, cancellationToken)));

    /// <summary>What is owed to channels that are not set up any more is let be for good.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        foreach (var state in channels.All.Where(static state => !state.Channel.IsSetUp))
        {
            await alerts.DropOwedAsync(state.Channel.Name, cancellationToken);
        }
    }

    private async Task TellAsync(ChannelState state, CancellationToken cancellationToken)
    {
        var name = state.Channel.Name;
        if (state.Unwritten.Count > 0)
        {
            await WriteAsync(state, cancellationToken);
        }

        var owed = await alerts.ListOwedAsync(name, MostAtOnce, cancellationToken);
        if (owed.Count == 0)
        {
            return;
        }

        var known = await budgets.ListAsync(cancellationToken);
        var overrides = await budgets.ListOverridesAsync(cancellationToken);
        foreach (var together in owed.GroupBy(static alert => (alert.Budget, alert.Span)))
        {
            var message = AlertMessage.Of([.. together], known.FirstOrDefault(budget => budget.Name == together.Key.Budget), overrides);
            var answer = await state.Channel.SendAsync(AlertNotice.Of(message), cancellationToken);
            state.Note(answer);
            if (!answer.IsTaken)
            {
                await alerts.CountFailureAsync(message.Ids, name, cancellationToken);
                return;
            }

            state.Unwritten.UnionWith(message.Ids);
            await WriteAsync(state, cancellationToken);
        }
    }

    private async Task WriteAsync(ChannelState state, CancellationToken cancellationToken)
    {
        await alerts.TakeAsync([.. state.Unwritten], state.Channel.Name, clock.GetUtcNow(), cancellationToken);
        state.Unwritten.Clear();
    }
}
