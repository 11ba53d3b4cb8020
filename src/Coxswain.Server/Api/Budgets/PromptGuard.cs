using System.Globalization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Telemetry;

namespace Coxswain.Server.Api.Budgets;

/// <summary>Says whether a prompt may be sent. A budget whose spend cannot be told refuses nothing: a wrong refusal costs the user more than a late one.</summary>
internal sealed class PromptGuard(IBudgetStore budgets, BudgetReports reports, IOutbox outbox, TimeProvider clock)
{
    /// <summary>Somebody waits to go on with the prompt: rows that take longer to the store are counted with the next one.</summary>
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(1);

    /// <param name="folder">Where the client works; empty: not told.</param>
    /// <returns>Why not; <see langword="null"/>: it may.</returns>
    public async Task<string?> RefusalAsync(string session, string folder, CancellationToken cancellationToken)
    {
        var refusing = (await budgets.ListAsync(cancellationToken)).Where(static budget => budget.From(BudgetAction.Block) is not null).ToList();
        var blocking = await BudgetsInScope.OfAsync(refusing, folder, cancellationToken);
        if (blocking.Count == 0)
        {
            return null;
        }

        try
        {
            await outbox.FlushAsync(cancellationToken).WaitAsync(FlushPatience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What is stored by now decides.
        }

        return (await reports.ReadAsync(blocking, session, cancellationToken)).FirstOrDefault(static status => status.IsDue(BudgetAction.Block)) is { } due ? Text(due) : null;
    }

    private string Text(BudgetStatus due)
    {
        var spend = due.Spend ?? BudgetSpend.Nothing;
        var name = due.Budget.Name;
        var zone = reports.Zone;
        var since = due.Window is { } window ? $" since {TimeZoneInfo.ConvertTime(window.Start, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} ({zone.Id})" : " in this session";
        var least = spend.UnknownCostRequests > 0 ? "at least " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Coxswain: budget \"{name}\" is used up: {least}${spend.CostUsd:0.00##} of ${due.Budget.LimitUsd:0.00##} spent{since}. To go on for a while: cox budget override {name} --for 1h --why \"…\". To raise it: cox budget set. How it was spent: cox usage.");
    }

}
