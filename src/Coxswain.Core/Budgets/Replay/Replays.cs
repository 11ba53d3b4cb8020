using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>Runs policies over what the store has.</summary>
public sealed class Replays(ICacheStore caches, IReplayStore store, ISessionStore sessions, PriceBook prices, TimeProvider clock)
{
    /// <summary>As many requests are looked at; more would need more memory than a report is worth.</summary>
    public const int MostRequests = CacheReports.MostRequests;

    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<ReplayReport?> AnswerAsync(ReplayQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(problems);
        var now = clock.GetUtcNow();
        var models = new ReplayModels(ModelCatalog.Shipped(), prices, TaskPrior.Shipped());
        var policy = ReplayPolicies.Find(question, models, now, problems);
        var (_, filter) = UsageQuestionReader.Read(question.Window with { Report = "session", Model = "" }, now, problems);
        if (problems.Count > 0 || policy is null)
        {
            return null;
        }

        var choice = await SessionChoice.ReadAsync(sessions, filter.Session, cancellationToken).ConfigureAwait(false);
        if (choice.Problem is { } problem)
        {
            problems["session"] = problem;
            return null;
        }

        filter = filter with { Session = choice.SessionId };
        var history = await ReadAsync(filter, cancellationToken).ConfigureAwait(false);
        var result = new ReplayRun(models, policy, filter).Read(history);
        return new ReplayReport(
            policy.Name, policy.Words, filter.TimeZone.Id, filter.Since, filter.Until, filter.Project, filter.Session, now, prices.Published, result.Tasks, result.TasksWithWords,
            result.Totals.Requests == 0 ? null : result.Totals, result.ModelledActualUsd > 0 ? result.ModelledUsd / result.ModelledActualUsd : null,
            result.Sessions, result.Routes, ReplayWords.Of(models), history.IsCut);
    }

    private async Task<ReplayHistory> ReadAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        var calls = await caches.ReadRequestsAsync(filter, MostRequests + 1, cancellationToken).ConfigureAwait(false);
        var costs = await store.ReadCostsAsync(filter, MostRequests + 1, cancellationToken).ConfigureAwait(false);
        var hints = await store.ReadHintsAsync(filter, MostRequests, cancellationToken).ConfigureAwait(false);
        var compactions = await caches.ReadCompactionsAsync(filter, MostRequests, cancellationToken).ConfigureAwait(false);
        return new ReplayHistory([.. calls.Select(call => new ReplayRequest(call, costs.GetValueOrDefault(call.Key)))], hints, compactions, calls.Count > MostRequests);
    }
}
