using System.Globalization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Checkpoints;

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
        var blocking = (await budgets.ListAsync(cancellationToken)).Where(static budget => budget.From(BudgetAction.Block) is not null).ToList();
        var branch = blocking.Any(static budget => budget.Scope.Branch.Length > 0) ? await BranchAsync(folder, cancellationToken) : "";
        blocking.RemoveAll(budget => !IsFor(budget.Scope, folder, branch));
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

    private static bool IsFor(BudgetScope scope, string folder, string branch)
        => FolderPath.IsIn(folder, scope.Project) && (scope.Branch.Length == 0 || scope.Branch == branch);

    /// <returns>As git names it; empty: none is checked out, or nobody can tell.</returns>
    private static async Task<string> BranchAsync(string folder, CancellationToken cancellationToken)
    {
        const string Heads = "refs/heads/";
        try
        {
            return folder.Length > 0 && (await GitPlace.FindAsync(folder, cancellationToken)).Place?.Branch is { } name && name.StartsWith(Heads, StringComparison.Ordinal) ? name[Heads.Length..] : "";
        }
        catch (IOException)
        {
            // There is no git.
            return "";
        }
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
