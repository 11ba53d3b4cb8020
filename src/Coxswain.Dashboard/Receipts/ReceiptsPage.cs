using Coxswain.Core.Budgets.Actions;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Receipts;

/// <summary>What Coxswain did to somebody's work because of a budget, and what that saved or cost.</summary>
public sealed class ReceiptsPage(SwitchReports switches, IBudgetActionStore actions, TimeProvider clock) : IPage
{
    private const int Most = 1000;

    public PagePlace Place { get; } = new("/receipts", "Costs", "Receipts");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var window = request.Filter.Window(now, zone);
        var receipts = Told.AskAsync(async () => await switches.AnswerAsync(request.Filter.Bounds(now, zone).Since, zone.Id, "", Most, [], cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The question of a page cannot be asked of the receipts."));
        var taken = Told.AskAsync(() => actions.ReadAsync("", window.From, Most, cancellationToken));
        var data = new HomeAnswers(request.Filter, now, zone) { Receipts = await receipts.ConfigureAwait(false) };
        var acts = new ActionAnswer(request.Filter, now, zone, await taken.ConfigureAwait(false));
        return new PageReading(
            "Receipts",
            [PageCard.Of<ReceiptsCard>("receipts", data), PageCard.Of<ActionsCard>("actions", acts), PageCard.Of<SwitchesCard>("switches", data)],
            now,
            data.Receipts.Value?.Outcomes.Count > 0 ? data.Receipts.Value.Outcomes[0].Switch.Receipt.At : null);
    }
}
