using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>Makes reports of errors over all sessions.</summary>
/// <param name="autoRecovery">What is on already is not suggested; <see langword="null"/>: nobody can look.</param>
public sealed class ErrorRates(IErrorRateStore store, IRecoveryStore recovery, TimeProvider clock, AutoRecoveryLook? autoRecovery = null)
{
    /// <summary>Failures that are looked at, and calls the gateway rescued.</summary>
    public const int Most = 20_000;

    /// <param name="question">Its report and session are not looked at.</param>
    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<ErrorRateReport?> AnswerAsync(UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(problems);
        var (_, filter) = UsageQuestionReader.Read(question with { Report = "session", Session = "" }, clock.GetUtcNow(), problems);
        return problems.Count > 0 ? null : await ReadAsync(filter, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The report with its last hour.</summary>
    /// <param name="compared">What it is compared with; <see langword="null"/>: as long a time just before.</param>
    public Task<ErrorRateReport> ReadAsync(UsageFilter filter, TimeRange? compared, CancellationToken cancellationToken) => ReadAsync(filter, compared, isWithRecent: true, cancellationToken);

    /// <summary>The report of a time alone.</summary>
    public Task<ErrorRateReport> ReadTimeAsync(UsageFilter filter, CancellationToken cancellationToken) => ReadAsync(filter, null, isWithRecent: false, cancellationToken);

    private async Task<ErrorRateReport> ReadAsync(UsageFilter filter, TimeRange? compared, bool isWithRecent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        var asked = filter with { Model = ModelId.Normalise(filter.Model) };
        var failures = ReadFailuresAsync(asked, cancellationToken);
        var answered = store.CountAnsweredAsync(asked, cancellationToken);
        var rescued = store.ReadRescuedAsync(asked, Most + 1, cancellationToken);
        var hidden = recovery.ReadOutcomesAsync(asked, cancellationToken);
        var before = (compared ?? Before(asked, now)) is { } window ? ((TimeRange Window, Proportion GivenUp)?)(window, await RateAsync(asked with { Since = window.From, Until = window.To }, cancellationToken).ConfigureAwait(false)) : null;
        var evidence = new ErrorEvidence(
            await failures.ConfigureAwait(false), await answered.ConfigureAwait(false), await rescued.ConfigureAwait(false), await hidden.ConfigureAwait(false));
        var trend = before is { } then ? ErrorTrend.Of(then.Window, then.GivenUp, ErrorCounting.GivenUp(asked, evidence.Failures, evidence.Answered)) : null;
        return ErrorCounting.Count(filter, evidence, trend, now, isWithRecent ? await RecentAsync(asked, now, cancellationToken).ConfigureAwait(false) : null, autoRecovery?.Invoke());
    }

    private async Task<RecentErrors> RecentAsync(UsageFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var border = now - RecentErrors.Hour;
        var (both, hour) = (filter with { Since = border - RecentErrors.Before, Until = null }, filter with { Since = border, Until = null });
        // From a whole hour on, so that it is the same question for an hour: who counts them looks at their times.
        var failures = ReadFailuresAsync(both with { Since = WholeHour(border - RecentErrors.Before) }, cancellationToken);
        var before = store.CountAnsweredAsync(both with { Until = border }, cancellationToken);
        var answered = store.CountAnsweredAsync(hour, cancellationToken);
        var rescued = await store.ReadRescuedAsync(hour, Most + 1, cancellationToken).ConfigureAwait(false);
        return RecentErrors.Of(
            now, await failures.ConfigureAwait(false), (await before.ConfigureAwait(false)).Sum(static one => one.Requests), (await answered.ConfigureAwait(false)).Sum(static one => one.Requests), rescued);
    }

    private static DateTimeOffset WholeHour(DateTimeOffset moment) => moment.AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerHour));

    private async Task<Proportion> RateAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        var failures = ReadFailuresAsync(filter, cancellationToken);
        var answered = await store.CountAnsweredAsync(filter, cancellationToken).ConfigureAwait(false);
        return ErrorCounting.GivenUp(filter, await failures.ConfigureAwait(false), answered);
    }

    private Task<IReadOnlyList<SeenFailure>> ReadFailuresAsync(UsageFilter filter, CancellationToken cancellationToken)
        => store.ReadFailuresAsync(filter with { Since = filter.Since - ErrorEvidence.Around, Until = filter.Until + ErrorEvidence.Around }, Most + 1, cancellationToken);

    /// <summary>As long a time, just before.</summary>
    private static TimeRange? Before(UsageFilter filter, DateTimeOffset now)
    {
        var until = filter.Until is { } end && end < now ? end : now;
        return filter.Since is { } since && since < until && since - DateTimeOffset.UnixEpoch > until - since ? new TimeRange(since - (until - since), since) : null;
    }
}
