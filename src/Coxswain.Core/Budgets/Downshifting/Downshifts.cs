using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Subagents;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>
/// Says whether a call goes to the economy model because of a budget: from its step's percentage on where that pays, once all of it is used in any case. A conversation that
/// moved stays there while the step is due, and goes back to the model its client asks for when nothing is lost by it, or at once when the user overrides the budget.
/// </summary>
public sealed class Downshifts
{
    /// <summary>A prompt with less than this of the one before was compacted.</summary>
    private const double Compacted = 0.6;

    private static readonly BudgetAction[] Moving = [BudgetAction.Downshift];

    private readonly BudgetsOfCalls _budgets;
    private readonly SpendWatch _watch;
    private readonly OpenCalls _open;
    private readonly Conversations _conversations;
    private readonly ConversationLengths _lengths;
    private readonly PriceBook _prices;
    private readonly ModelCatalog _catalog;
    private readonly TimeProvider _clock;
    private readonly SwitchEconomics _economics;

    internal Downshifts(
        BudgetsOfCalls budgets, SpendWatch watch, OpenCalls open, Conversations conversations, ConversationLengths lengths, PriceBook prices, ModelCatalog catalog, TimeProvider clock)
        => (_budgets, _watch, _open, _conversations, _lengths, _prices, _catalog, _clock, _economics) = (budgets, watch, open, conversations, lengths, prices, catalog, clock, new SwitchEconomics(prices));

    /// <returns><see langword="null"/>: it goes to the model its client asks for.</returns>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async ValueTask<ModelMove?> AskAsync(CallQuestion call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (budgets, _) = await _budgets.ReadAsync(call, Moving, cancellationToken).ConfigureAwait(false);
        var now = _clock.GetUtcNow();
        if (budgets.Count == 0 || call.Session.Length == 0
            || SubagentModel.Economy(_catalog, _prices, now) is not { } economy || _prices.Find(call.Model, now) is not { } price || !economy.IsCheaperThan(price.Standard))
        {
            return null;
        }

        var due = await DueAsync(budgets, call.Session, cancellationToken).ConfigureAwait(false);
        var conversation = await _conversations.OfAsync(call, economy.Model, cancellationToken).ConfigureAwait(false);
        var requests = conversation.Requests;
        var (context, moment) = Place(call, conversation, requests, now);
        if (conversation.MovedBy is { } mover)
        {
            return due is { Budget: { } still, Share: var used } ? new ModelMove(economy.Model, still.Name, used, null)
                : moment.IsFree() || await _budgets.IsOverriddenAsync(mover, cancellationToken).ConfigureAwait(false) ? null
                : new ModelMove(economy.Model, mover, null, null);
        }

        if (due is not { Budget: { } budget, Share: var share })
        {
            return null;
        }

        var verdict = _economics.Weigh(new SwitchQuestion
        {
            At = now,
            From = call.Model,
            To = SwitchTarget.Of(_catalog, call.Model, economy.Model),
            ContextTokens = context,
            Cache = moment == SwitchMoment.AfterCompaction ? CacheState.Cold(Conversation.LifetimeOf(requests)) : Conversation.CacheOf(requests, call.Model),
            Turn = TurnShapes.Of(requests, Conversation.LifetimeOf(requests)),
            Remaining = (await _lengths.LearnAsync(call.Agent.Length > 0, cancellationToken).ConfigureAwait(false)).After(conversation.Turns),

            // The gateway does not see what of an answer was thinking: at most all of it.
            LostThinkingTokens = requests.Sum(static request => request.Usage.OutputTokens),
            Moment = moment,
        });
        var decision = new SwitchPolicy(new SwitchLimits { FromShare = (budget.From(BudgetAction.Downshift) ?? 0) / 100.0, Budget = budget.Name }).Decide(verdict, share, mayForce: true);
        return decision.ShouldSwitch ? new ModelMove(economy.Model, budget.Name, share, SwitchReceipt.Of(call.Session, verdict, decision)) : null;
    }

    /// <summary>Takes an answer into account for the calls to come.</summary>
    /// <param name="call">As it was asked about, with the model its client asked for.</param>
    /// <param name="sentAt">When the call came.</param>
    /// <param name="model">That answered.</param>
    /// <param name="move">What was decided about it.</param>
    public void Answered(CallQuestion call, DateTimeOffset sentAt, string model, TokenUsage usage, ModelMove? move)
    {
        ArgumentNullException.ThrowIfNull(call);
        _conversations.Answered(call, new SessionRequest(sentAt, model, usage), move?.IsAnsweredBy(model) == true ? move.Budget : null);
    }

    /// <returns>The most used budget whose step is due; <see langword="null"/>: none.</returns>
    private async Task<(Budget Budget, double Share)?> DueAsync(List<Budget> budgets, string session, CancellationToken cancellationToken)
    {
        await _open.LoadAsync(cancellationToken).ConfigureAwait(false);
        var spans = _budgets.Spans(budgets, session);
        await _watch.PrepareAsync([.. spans.Select(static one => one.Span)], cancellationToken).ConfigureAwait(false);
        (Budget Budget, double Share)? due = null;
        foreach (var (budget, span) in spans)
        {
            if ((double)((_watch.LeastStored(span) + _open.Besides(span, "")) / budget.LimitUsd) is var share && share * 100 >= budget.From(BudgetAction.Downshift) && share > (due?.Share ?? -1))
            {
                due = (budget, share);
            }
        }

        return due;
    }

    /// <returns>How large the conversation is before the call's new tokens, and whether anything is lost by leaving the model's cache.</returns>
    private static (long ContextTokens, SwitchMoment Moment) Place(CallQuestion call, Conversation conversation, IReadOnlyList<SessionRequest> requests, DateTimeOffset now)
    {
        var isSubagent = call.Agent.Length > 0;
        if (requests.Count == 0)
        {
            return (call.PromptTokens ?? 0, SwitchMoments.At(0, isSubagent, false, TimeSpan.Zero, CacheLifetime.FiveMinutes));
        }

        var last = requests[^1];
        var isCompacted = call.PromptTokens < conversation.LastEstimate * Compacted;
        return (
            isCompacted ? call.PromptTokens ?? 0 : last.Usage.PromptTokens + last.Usage.OutputTokens,
            SwitchMoments.At(conversation.Turns, isSubagent, isCompacted, now - last.At, Conversation.LifetimeOf(requests)));
    }
}
