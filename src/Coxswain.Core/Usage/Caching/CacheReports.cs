using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;

namespace Coxswain.Core.Usage.Caching;

/// <summary>Makes cache reports.</summary>
public sealed class CacheReports(ICacheStore store, ISessionStore sessions, PriceBook prices, TimeProvider clock)
{
    /// <summary>As many requests are looked at; more would need more memory than a report is worth.</summary>
    public const int MostRequests = 200_000;

    private static readonly string[] Groupings = [.. Enum.GetNames<CacheGrouping>().Select(CacheCauseNames.Spelled)];

    /// <param name="by">As written: <c>session</c>, <c>project</c> or <c>cause</c>; empty: by cause.</param>
    /// <param name="question">Its report and model are not looked at.</param>
    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<CacheReport?> AnswerAsync(string by, UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(problems);
        var now = clock.GetUtcNow();
        var grouping = by.Length == 0 ? CacheGrouping.Cause : (CacheGrouping)Array.IndexOf(Groupings, by.ToLowerInvariant());
        if (grouping < 0)
        {
            problems["by"] = $"There are {string.Join(", ", Groupings)}.";
        }

        var (_, filter) = UsageQuestionReader.Read(question with { Report = "session", Model = "" }, now, problems);
        if (problems.Count > 0)
        {
            return null;
        }

        var choice = await SessionChoice.ReadAsync(sessions, filter.Session, cancellationToken).ConfigureAwait(false);
        if (choice.Problem is { } problem)
        {
            problems["session"] = problem;
            return null;
        }

        return await ReadAsync(grouping, filter with { Session = choice.SessionId }, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="filter">Its model is not looked at.</param>
    public async Task<CacheReport> ReadAsync(CacheGrouping grouping, UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        var requests = await store.ReadRequestsAsync(filter, MostRequests + 1, cancellationToken).ConfigureAwait(false);
        var compactions = await store.ReadCompactionsAsync(filter, MostRequests, cancellationToken).ConfigureAwait(false);
        return CacheReport.Of(grouping, filter, now, prices.Published, new CacheLedger(prices).Read(requests, compactions), requests.Count > MostRequests);
    }
}
