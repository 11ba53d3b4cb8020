namespace Coxswain.Core.Budgets.Admission;

/// <summary>Calls of this machine's gateway whose cost the store does not have yet, and those of an earlier process whose end nobody saw.</summary>
public sealed class OpenCalls(IReservationStore store)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OpenCall> _calls = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = New();
    private Task? _loading;

    /// <summary>Takes over what an earlier process left; once, and again after a failure.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Task loading;
        lock (_gate)
        {
            loading = _loading is null or { IsFaulted: true } or { IsCanceled: true } ? _loading = ReadAsync() : _loading;
        }

        await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What of a span is under way, or never seen to end.</summary>
    /// <param name="withEnded">Calls that are over, and whose records are not durable yet, count as under way.</param>
    public OpenSpend Of(BudgetSpan? span, bool withEnded = false)
    {
        if (span is null)
        {
            return OpenSpend.Nothing;
        }

        lock (_gate)
        {
            var (underWay, underWayUsd, unseen, unseenUsd) = (0, 0m, 0, 0m);
            foreach (var call in _calls.Values)
            {
                if ((call.State == OpenCallState.UnderWay || (withEnded && call.State == OpenCallState.Ended)) && span.Has(call.Reservation))
                {
                    (underWay, underWayUsd) = (underWay + 1, underWayUsd + call.CostUsd);
                }
                else if (call.State == OpenCallState.Unseen && span.Has(call.Reservation))
                {
                    (unseen, unseenUsd) = (unseen + 1, unseenUsd + call.CostUsd);
                }
            }

            return new OpenSpend(underWay, underWayUsd, unseen, unseenUsd);
        }
    }

    /// <summary>Decides about a call and takes it in, in one step: two calls never both count on the same rest.</summary>
    /// <param name="mayGo">With the spend of calls in a span: those under way, and all others the store does not have.</param>
    internal bool TryAdd(Reservation call, Func<Func<BudgetSpan, (decimal UnderWayUsd, decimal OtherUsd)>, bool> mayGo)
    {
        lock (_gate)
        {
            if (!mayGo(Sums))
            {
                return false;
            }

            _calls[call.CallId] = new OpenCall(call, call.EstimateUsd, OpenCallState.UnderWay);
            return true;
        }
    }

    /// <summary>What calls of a span, under way or not, add to what the store has.</summary>
    /// <param name="but">One that does not count; empty: all do.</param>
    internal decimal Besides(BudgetSpan span, string but)
    {
        lock (_gate)
        {
            return _calls.Values.Where(call => call.Reservation.CallId != but && span.Has(call.Reservation)).Sum(static call => call.CostUsd);
        }
    }

    /// <summary>Counts a call that is under way with more, for it is sent once more, or otherwise; deciding and counting are one step.</summary>
    /// <param name="mayGo">With the spend of a span's other calls.</param>
    /// <returns>What is reserved for it now; <see langword="null"/>: it may not go, or nothing is reserved for it.</returns>
    internal Reservation? TryRaise(string callId, decimal costUsd, Func<Func<BudgetSpan, decimal>, bool> mayGo)
    {
        Reservation? raised = null;
        lock (_gate)
        {
            if (mayGo(span => Besides(span, callId)) && _calls.TryGetValue(callId, out var call))
            {
                raised = call.Reservation with { EstimateUsd = costUsd };
                _calls[callId] = call with { Reservation = raised, CostUsd = costUsd };
            }
        }

        Tell();
        return raised;
    }

    /// <summary>A call is over, and its record on its way.</summary>
    /// <param name="costUsd"><see langword="null"/>: not known, so that the estimate stays.</param>
    public void End(string callId, decimal? costUsd) => Change(callId, call => call with { CostUsd = costUsd ?? call.CostUsd, State = OpenCallState.Ended });

    /// <summary>Records are durable.</summary>
    public void Record(IReadOnlyCollection<string> callIds)
    {
        ArgumentNullException.ThrowIfNull(callIds);
        foreach (var id in callIds)
        {
            Change(id, static call => call with { State = OpenCallState.Recorded });
        }
    }

    /// <summary>Calls whose records were durable before the store was read; <see cref="Absorb"/> them once it was.</summary>
    internal IReadOnlyList<string> Recorded()
    {
        lock (_gate)
        {
            return [.. _calls.Values.Where(static call => call.State == OpenCallState.Recorded).Select(static call => call.Reservation.CallId)];
        }
    }

    /// <summary>Forgets calls that the store has, and in the same step does what makes them count there.</summary>
    internal void Absorb(IReadOnlyCollection<string> callIds, Action take)
    {
        lock (_gate)
        {
            take();
            foreach (var id in callIds)
            {
                _calls.Remove(id);
            }
        }

        Tell();
    }

    /// <summary>Forgets calls that count no longer.</summary>
    internal void Forget(IReadOnlyCollection<string> callIds) => Absorb(callIds, static () => { });

    /// <summary>Those whose end nobody saw.</summary>
    internal IReadOnlyList<Reservation> Unseen()
    {
        lock (_gate)
        {
            return [.. _calls.Values.Where(static call => call.State == OpenCallState.Unseen).Select(static call => call.Reservation)];
        }
    }

    /// <summary>Completes at the next change; to be asked for before looking.</summary>
    internal Task Changed()
    {
        lock (_gate)
        {
            return _changed.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private (decimal UnderWayUsd, decimal OtherUsd) Sums(BudgetSpan span)
    {
        var (underWay, other) = (0m, 0m);
        foreach (var call in _calls.Values)
        {
            if (span.Has(call.Reservation))
            {
                (underWay, other) = call.State == OpenCallState.UnderWay ? (underWay + call.CostUsd, other) : (underWay, other + call.CostUsd);
            }
        }

        return (underWay, other);
    }

    private void Change(string callId, Func<OpenCall, OpenCall> change)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(callId, out var call))
            {
                return;
            }

            _calls[callId] = change(call);
        }

        Tell();
    }

    private void Tell()
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            (told, _changed) = (_changed, New());
        }

        told.TrySetResult();
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        var left = await store.ListAsync(CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            foreach (var reservation in left)
            {
                // One of this process is here already.
                _calls.TryAdd(reservation.CallId, new OpenCall(reservation, reservation.EstimateUsd, OpenCallState.Unseen));
            }
        }
    }
}
