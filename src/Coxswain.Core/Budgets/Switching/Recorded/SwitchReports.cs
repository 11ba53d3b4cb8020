using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <summary>Makes reports of switches.</summary>
public sealed class SwitchReports(ISwitchReceiptStore store, ISessionStore sessions, PriceBook prices, TimeProvider clock)
{
    /// <summary>As many requests are looked at; more would need more memory than a report is worth.</summary>
    public const int MostRequests = 200_000;

    /// <param name="since">As written, empty: from the beginning.</param>
    /// <param name="session">An id or the start of it, empty: all.</param>
    /// <param name="limit">The newest so many switches.</param>
    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<SwitchReport?> AnswerAsync(string since, string timeZone, string session, int limit, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var now = clock.GetUtcNow();
        var (_, filter) = UsageQuestionReader.Read(new UsageQuestion("session", since, "", timeZone, "", "", session), now, problems);
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

        return await ReadAsync(filter.Since, filter.TimeZone, choice.SessionId, limit, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="since"><see langword="null"/>: from the beginning.</param>
    /// <param name="session">A whole id, empty: all.</param>
    /// <param name="limit">The newest so many switches.</param>
    public async Task<SwitchReport> ReadAsync(DateTimeOffset? since, TimeZoneInfo zone, string session, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var now = clock.GetUtcNow();
        var switches = await store.ReadAsync(session, since ?? DateTimeOffset.UnixEpoch, limit + 1, cancellationToken).ConfigureAwait(false);
        return new SwitchReport(
            zone.Id, since, session, now, prices.Published, await OutcomesAsync([.. switches.Take(limit)], cancellationToken).ConfigureAwait(false), switches.Count > limit);
    }

    private async Task<IReadOnlyList<SwitchOutcome>> OutcomesAsync(IReadOnlyList<RecordedSwitch> switches, CancellationToken cancellationToken)
    {
        if (switches.Where(static one => one.Gap.Length == 0).ToList() is not { Count: > 0 } measurable)
        {
            return SwitchOutcomes.Of(switches, [], null, prices);
        }

        var since = measurable.Min(static one => one.CallAt);
        var requests = await store.ReadRequestsAsync([.. measurable.Select(static one => one.Receipt.SessionId).Distinct(StringComparer.Ordinal)], since, MostRequests + 1, cancellationToken).ConfigureAwait(false);
        return SwitchOutcomes.Of(switches, requests, requests.Count > MostRequests ? requests[0].Time : null, prices);
    }
}
