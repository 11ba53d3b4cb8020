using Microsoft.Extensions.Logging;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>
/// Says whether a call may be sent, and counts it with what it may cost from then on until the store has its record. Where the store cannot be asked only what went through
/// here counts: a wrong refusal costs the user more than a late one.
/// </summary>
public sealed partial class CallAdmission
{
    /// <summary>A call that only calls under way leave no room for waits so long for them to end.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly BudgetAction[] Refusing = [BudgetAction.Block];

    /// <summary>Steps that something depends on for the next call.</summary>
    private static readonly BudgetAction[] Counting = [BudgetAction.Block, BudgetAction.Downshift];

    private readonly BudgetsOfCalls _budgets;
    private readonly OpenCalls _open;
    private readonly SpendWatch _watch;
    private readonly CallEstimator _estimator;
    private readonly IReservationStore _reservations;
    private readonly TimeProvider _clock;
    private readonly ILogger<CallAdmission> _logger;

    internal CallAdmission(BudgetsOfCalls budgets, OpenCalls open, SpendWatch watch, CallEstimator estimator, IReservationStore reservations, TimeProvider clock, ILogger<CallAdmission> logger)
        => (_budgets, _open, _watch, _estimator, _reservations, _clock, _logger) = (budgets, open, watch, estimator, reservations, clock, logger);

    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async ValueTask<Admitted> AskAsync(CallQuestion call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await AdmitAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            // Budgets that cannot be read refuse nothing: a wrong refusal costs the user more than a late one.
            Log.NotAsked(_logger, problem);
            return Admitted.Freely;
        }
    }

    private async Task<Admitted> AdmitAsync(CallQuestion call, CancellationToken cancellationToken)
    {
        var (counting, place) = await _budgets.ReadAsync(call, Counting, cancellationToken).ConfigureAwait(false);
        if (counting.Count == 0)
        {
            return Admitted.Freely;
        }

        var estimate = _estimator.Of(call);
        if (TooDear(counting, estimate) is { } tooDear)
        {
            return new Admitted(false, tooDear);
        }

        // Nothing sums up what was reserved where only single requests are limited.
        if (_budgets.Spans(counting, call.Session).Count == 0)
        {
            return Admitted.Freely;
        }

        // A model without a price counts with nothing.
        var reservation = new Reservation(call.CallId, call.Session, place, call.ClientRequestId, call.Model, _clock.GetUtcNow(), estimate?.MostUsd ?? 0);
        if (await RefusalAsync(reservation, counting, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return new Admitted(false, refusal);
        }

        await ReserveAsync(reservation).ConfigureAwait(false);
        return new Admitted(true, null);
    }

    /// <summary>Whether a call that is under way may also be sent once more, or in another way, at the cost of both.</summary>
    /// <param name="spentUsd">What its attempts may have cost so far.</param>
    public async ValueTask<BudgetRefusal?> AskAgainAsync(CallQuestion call, decimal spentUsd, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await AdmitAgainAsync(call, spentUsd, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotAsked(_logger, problem);
            return null;
        }
    }

    private async Task<BudgetRefusal?> AdmitAgainAsync(CallQuestion call, decimal spentUsd, CancellationToken cancellationToken)
    {
        var (keeping, _) = await _budgets.ReadAsync(call, Refusing, cancellationToken).ConfigureAwait(false);
        var estimate = _estimator.Of(call);
        if (TooDear(keeping, estimate) is { } tooDear)
        {
            return tooDear;
        }

        var spans = _budgets.Spans(keeping, call.Session);
        await _watch.PrepareAsync([.. spans.Select(static one => one.Span)], cancellationToken).ConfigureAwait(false);
        (Budget Budget, BudgetSpan Span)? full = null;
        var raised = _open.TryRaise(call.CallId, spentUsd + (estimate?.MostUsd ?? 0), besides => (full = spans.Select(static one => ((Budget, BudgetSpan)?)one)
            .FirstOrDefault(one => one is var (budget, span) && IsReached(budget, _watch.LeastStored(span) + besides(span) + spentUsd))) is null);
        if (full is { } reached)
        {
            return Refusal(reached.Budget, reached.Span);
        }

        if (raised is not null)
        {
            await ReserveAsync(raised).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<BudgetRefusal?> RefusalAsync(Reservation reservation, List<Budget> counting, CancellationToken cancellationToken)
    {
        await _open.LoadAsync(cancellationToken).ConfigureAwait(false);
        var began = _clock.GetTimestamp();
        while (true)
        {
            var spans = _budgets.Spans(counting, reservation.Session);
            List<BudgetSpan> asked = [.. spans.Select(static one => one.Span)];
            var changed = _open.Changed();
            await _watch.PrepareAsync(asked, cancellationToken).ConfigureAwait(false);
            var wasFresh = _watch.IsFresh;
            Full? full = null;
            if (_open.TryAdd(reservation, sums => (full = FindFull(spans, sums)) is null) || full is null)
            {
                return null;
            }

            if (!wasFresh)
            {
                await _watch.RefreshAsync(asked, cancellationToken).ConfigureAwait(false);
                if (_watch.IsFresh)
                {
                    continue;
                }
            }

            var left = Patience - _clock.GetElapsedTime(began);
            if (full.WithoutThoseUnderWay || left <= TimeSpan.Zero)
            {
                return Refusal(full.Budget, full.Span);
            }

            await Task.WhenAny(changed, Task.Delay(left, _clock, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed record Full(Budget Budget, BudgetSpan Span, bool WithoutThoseUnderWay);

    /// <returns>A budget without room, rather one that waiting cannot help; <see langword="null"/>: none.</returns>
    private Full? FindFull(List<(Budget Budget, BudgetSpan Span)> spans, Func<BudgetSpan, (decimal UnderWayUsd, decimal OtherUsd)> sums)
    {
        Full? full = null;
        foreach (var (budget, span) in spans)
        {
            var stored = _watch.LeastStored(span);
            var (underWay, other) = sums(span);
            if (IsReached(budget, stored + other))
            {
                return new Full(budget, span, true);
            }

            full ??= IsReached(budget, stored + other + underWay) ? new Full(budget, span, false) : null;
        }

        return full;
    }

    private BudgetRefusal Refusal(Budget budget, BudgetSpan span)
    {
        var (stored, open) = (_watch.Stored(span) ?? BudgetSpend.Nothing, _open.Of(span));
        var spent = (stored.CostUsd ?? 0) + _open.Besides(span, "") - open.TotalUsd;
        return new BudgetRefusal(budget.Name, RefusalText.UsedUp(budget, span.Window, spent, open, stored.UnknownCostRequests > 0, _clock.LocalTimeZone), spent + open.TotalUsd, budget.LimitUsd);
    }

    private static BudgetRefusal? TooDear(List<Budget> keeping, CallEstimate? estimate)
        => estimate is not null && keeping.Find(budget => budget.Period == BudgetPeriod.Request && IsReached(budget, estimate.ExpectedUsd)) is { } budget
            ? new BudgetRefusal(budget.Name, RefusalText.TooDear(budget, estimate), estimate.ExpectedUsd, budget.LimitUsd)
            : null;

    /// <summary>Never, of a budget that refuses nothing.</summary>
    private static bool IsReached(Budget budget, decimal usd) => usd >= budget.LimitUsd * budget.From(BudgetAction.Block) / 100;

    private async Task ReserveAsync(Reservation reservation)
    {
        try
        {
            await _reservations.AddAsync(reservation, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            // It counts in memory: only a killed process forgets it.
            Log.NotReserved(_logger, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3303, LogLevel.Warning, "Budgets could not be asked about a call, which goes without them.")]
        public static partial void NotAsked(ILogger logger, Exception problem);

        [LoggerMessage(3302, LogLevel.Warning, "What a call may cost could not be kept on disk; it counts as long as this process runs.")]
        public static partial void NotReserved(ILogger logger, Exception problem);
    }
}
