using System.Globalization;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Learning;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway.Journal;

/// <summary>Says what a replay would try, without sending anything.</summary>
public sealed class ReplayPlanner
{
    private readonly RequestJournal _journal;
    private readonly RequestChanges _changes;
    private readonly StrategyLedger _ledger;
    private readonly ModelCatalog _catalog;
    private readonly GatewayLearning _learning;
    private readonly TimeProvider _clock;

    internal ReplayPlanner(RequestJournal journal, RequestChanges changes, StrategyLedger ledger, ModelCatalog catalog, GatewayLearning learning, TimeProvider clock)
        => (_journal, _changes, _ledger, _catalog, _learning, _clock) = (journal, changes, ledger, catalog, learning, clock);

    /// <param name="optimizes">Whether the prompt is made shorter first, where that pays for itself.</param>
    /// <exception cref="IOException">The entry's file is gone or was cut.</exception>
    public async Task<ReplayPlan> PlanAsync(JournalEntry entry, bool optimizes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await _learning.RememberAsync(cancellationToken);
        var body = await JournalFile.ReadBodyAsync(_journal.PathOf(entry.Id), entry, cancellationToken);
        var request = MessagesRequest.Read(body).Request;
        var failure = new UpstreamFailure(CallEvents.Named<FailureClass>(entry.Failure).GetValueOrDefault(), entry.Status, Limit: PromptLimit.Of(entry.Message));
        var tokens = failure.Limit is { } limit ? new TokenCount(limit.Tokens, IsEstimated: false) : request is null ? (TokenCount?)null : _catalog.Estimate(request, request.Model);
        var key = FailureKey.Of(failure.Class, entry.Model, (long)(body.Length / LearnedDeadlines.BytesPerToken));
        var betas = entry.Headers.GetValueOrDefault("anthropic-beta") ?? "";
        List<ReplayStep> steps = [First(request, betas, optimizes)];
        steps.AddRange(_ledger.Order(key, _clock.GetUtcNow()).Select(ranked => Step(ranked, What(ranked.Strategy, request, betas, failure))));
        return new ReplayPlan(entry, tokens?.Tokens, tokens?.IsEstimated ?? true, steps);
    }

    private ReplayStep First(MessagesRequest? request, string betas, bool optimizes)
    {
        var shorter = optimizes && request is not null ? _changes.Optimized(request, betas) : null;
        return new ReplayStep(AttemptRecord.First, true, null, 0, 0, 1, shorter is { Before: { } before, After: { } after } ? "a shorter prompt, which is cheaper: " + Tokens(before, after)
            : optimizes ? "the request as it was: a shorter prompt would not pay for itself" : "the request as it was");
    }

    private static ReplayStep Step(RankedStrategy ranked, string? what)
        => new(CallEvents.Word(ranked.Strategy), what is not null, ranked.Here.SuccessRate, ranked.Here.Outcomes, ranked.Here.Low, ranked.Here.High, what ?? "has nothing to offer for this request");

    /// <returns><see langword="null"/> when the strategy has nothing to offer.</returns>
    private string? What(RecoveryStrategy strategy, MessagesRequest? request, string betas, UpstreamFailure failure) => strategy switch
    {
        RecoveryStrategy.Retry => "the same request again, after a wait",
        _ when request is null => null,
        RecoveryStrategy.ContextChunking => _changes.Parts(request, betas, failure) is { Count: > 0 } parts ? $"{parts.Count.ToString(CultureInfo.InvariantCulture)} parts, each answered by itself, and one answer made of those" : null,
        _ => _changes.Make(request, betas, failure, strategy) switch
        {
            null => null,
            { Before: { } before, After: { } after } => Tokens(before, after),
            var change => $"goes to {change.Model}",
        },
    };

    private static string Tokens(TokenCount before, TokenCount after)
        => string.Create(CultureInfo.InvariantCulture, $"about {after.Tokens:N0} tokens of {(before.IsEstimated ? "about " : "")}{before.Tokens:N0} stay");
}
