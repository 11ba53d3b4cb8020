using Coxswain.Core.Budgets.Actions;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Receipts;

/// <summary>What Coxswain did to somebody's work because of a budget, and what that saved or cost.</summary>
public sealed class ReceiptsPage(SwitchReports switches, IBudgetActionStore actions, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/receipts", "Costs", "Receipts");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var window = request.Filter.Window(now, zone);
        var receipts = Told.AskAsync(() => switches.ReadAsync(window.From, zone, "", HomeReader.MostReceipts, cancellationToken));
        var taken = Told.AskAsync(() => actions.ReadAsync("", window.From, HomeReader.MostReceipts, cancellationToken));
        var data = new HomeAnswers(request.Filter, now, zone) { Receipts = await receipts.ConfigureAwait(false) };
        var acts = new ActionAnswer(request.Filter, now, zone, await taken.ConfigureAwait(false));
        return new PageReading(
            "Receipts",
            [PageCard.Of<ReceiptsCard>("receipts", data), PageCard.Of<ActionsCard>("actions", acts), PageCard.Of<SwitchesCard>("switches", data)],
            now,
            data.Receipts.Value?.Outcomes.Count > 0 ? data.Receipts.Value.Outcomes[0].Switch.Receipt.At : null);
    }
}
