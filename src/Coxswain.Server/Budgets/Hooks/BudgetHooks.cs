using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Subagents;
using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Server.Checkpoints;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>
/// Answers the hooks of <c>cox connect --budgets</c>: refuses prompts, gives advice, keeps subagents back or puts them on the economy model. A budget whose spend
/// cannot be told does nothing: a wrong refusal costs the user more than a late one.
/// </summary>
internal sealed partial class BudgetHooks(
    BudgetsInScope budgets, BudgetActionLog actions, PriceBook prices, ModelCatalog catalog, TimeProvider clock, ILogger<BudgetHooks> logger)
{
    private const string Through = "hook";

    /// <param name="told">The event.</param>
    /// <param name="bytes">All of it, as the client gave it.</param>
    public async Task<BudgetHookAnswer> AnswerAsync(ClientEvent told, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            return told.Name switch
            {
                "UserPromptSubmit" => await OfPromptAsync(told, cancellationToken),
                "SessionStart" => await OfStartAsync(told, cancellationToken),
                "PreToolUse" when SubagentCall.Read(bytes) is { } call => await OfSubagentAsync(told, call, cancellationToken),
                _ => BudgetHookAnswer.GoOn,
            };
        }
        catch (UnavailableException failure)
        {
            Log.NotLookedAt(logger, told.Name, failure.GetType().Name);
            return BudgetHookAnswer.GoOn;
        }
    }

    private async Task<BudgetHookAnswer> OfPromptAsync(ClientEvent told, CancellationToken cancellationToken)
    {
        var statuses = await budgets.ReadNewestAsync(told.SessionId, told.Folder, static budget => budget.From(BudgetAction.Block) is not null, cancellationToken);
        if (statuses.Where(static status => status.IsDue(BudgetAction.Block)).MaxBy(static status => status.UsedPercent) is not { } due)
        {
            return BudgetHookAnswer.GoOn;
        }

        await actions.AddAsync(due, BudgetAction.Block, Through, told.SessionId, "", "", "", cancellationToken);
        return BudgetHookAnswer.Block(BudgetText.Refusal(due, clock.LocalTimeZone));
    }

    // What is on its way to the store is not waited for: advice is for what is still to come.
    private async Task<BudgetHookAnswer> OfStartAsync(ClientEvent told, CancellationToken cancellationToken)
    {
        var statuses = await budgets.ReadAsync(told.SessionId, told.Folder, static budget => budget.From(BudgetAction.Advise) is not null, cancellationToken);
        var due = statuses.Where(static status => status.IsDue(BudgetAction.Advise)).OrderByDescending(static status => status.UsedPercent).ToList();
        if (due.Count == 0)
        {
            return BudgetHookAnswer.GoOn;
        }

        foreach (var status in due)
        {
            await actions.AddAsync(status, BudgetAction.Advise, Through, told.SessionId, "", "", "", cancellationToken);
        }

        var economy = SubagentModel.Economy(catalog, prices, clock.GetUtcNow())?.Family ?? "";
        return BudgetHookAnswer.Of(new HookOutput(told.Name, BudgetText.Advice(due, economy, clock.LocalTimeZone), null, null, null), BudgetText.AdviceToUser(due, clock.LocalTimeZone));
    }

    private async Task<BudgetHookAnswer> OfSubagentAsync(ClientEvent told, SubagentCall call, CancellationToken cancellationToken)
    {
        var statuses = await budgets.ReadNewestAsync(
            told.SessionId, told.Folder, static budget => budget.From(BudgetAction.PauseSubagents) is not null || budget.From(BudgetAction.Downshift) is not null, cancellationToken);
        var now = clock.GetUtcNow();
        var verdict = SubagentPolicy.Decide(
            statuses, call.Model, SubagentModel.Named(call.Model, catalog, prices, now), SubagentModel.Economy(catalog, prices, now));
        if (verdict.Due is not { } due)
        {
            return BudgetHookAnswer.GoOn;
        }

        await actions.AddAsync(due, verdict.Action, Through, told.SessionId, call.Type, call.Model, verdict.To?.Family ?? "", cancellationToken);
        return BudgetHookAnswer.Of(
            verdict.To is { } model
                ? new HookOutput(told.Name, null, null, null, call.With(model.Family))
                : new HookOutput(told.Name, null, "deny", BudgetText.Paused(due, clock.LocalTimeZone), null),
            null);
    }

    private static partial class Log
    {
        [LoggerMessage(1132, LogLevel.Warning, "Budgets were not looked at for {Event}: {Failure}")]
        public static partial void NotLookedAt(ILogger logger, string @event, string failure);
    }
}
