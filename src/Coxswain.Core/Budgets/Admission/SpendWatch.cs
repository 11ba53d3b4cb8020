using Microsoft.Extensions.Logging;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>Asks the store for calls, which wait for it only shortly: after it did not answer it is not waited for at all, for a while.</summary>
internal sealed partial class SpendWatch(SpendBook book, OpenCalls open, SessionPlaces places, IReservationStore reservations, ISessionPlaceStore store, TimeProvider clock, ILogger<SpendWatch> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BlindFor = TimeSpan.FromSeconds(5);

    /// <summary>What the store said is fresh for so long.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>The longest period of a budget, and a day.</summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(32);

    private long _blindSince;
    private long _toldAsOfTicks;

    /// <summary>Sums and, where there are calls whose end nobody saw, what clients told of them.</summary>
    public bool IsFresh => IsFreshOf(book.AsOf) && (IsFreshOf(new DateTimeOffset(Interlocked.Read(ref _toldAsOfTicks), TimeSpan.Zero)) || open.Unseen().Count == 0);

    /// <returns><see langword="null"/> when it is not known.</returns>
    public BudgetSpend? Stored(BudgetSpan span) => book.Sum(span);

    /// <summary>What the store has at least: 0 where it could not be asked, or knows no cost.</summary>
    public decimal LeastStored(BudgetSpan span) => book.Sum(span)?.CostUsd ?? 0;

    public async Task<SessionPlace> PlaceAsync(string session, CancellationToken cancellationToken)
    {
        var place = SessionPlace.Unknown;
        await AskAsync(async () => place = await places.OfAsync(session, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return place;
    }

    /// <inheritdoc cref="SpendBook.PrepareAsync"/>
    public Task PrepareAsync(IReadOnlyList<BudgetSpan> spans, CancellationToken cancellationToken)
        => spans.Count == 0 ? Task.CompletedTask : AskAsync(() => book.PrepareAsync(spans, cancellationToken), cancellationToken);

    /// <inheritdoc cref="SpendBook.RefreshAsync"/>
    public Task RefreshAsync(IReadOnlyList<BudgetSpan> spans, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            await ForgetToldAsync(cancellationToken).ConfigureAwait(false);
            await book.RefreshAsync(spans, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Asks for anything else a call waits for. What does not come in time is not there.</summary>
    public async Task AskAsync(Func<Task> ask, CancellationToken cancellationToken)
    {
        if (Interlocked.Read(ref _blindSince) is not 0 and var since && clock.GetElapsedTime(since) < BlindFor)
        {
            return;
        }

        try
        {
            await ask().WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Interlocked.Exchange(ref _blindSince, clock.GetTimestamp());
            Log.Blind(logger, problem);
        }
    }

    /// <summary>Calls whose end nobody saw, but that a client has told of by now, or whose periods are all over, count no longer as estimates.</summary>
    private async Task ForgetToldAsync(CancellationToken cancellationToken)
    {
        var unseen = open.Unseen();
        if (unseen.Count == 0)
        {
            return;
        }

        var told = await store.ReadToldAsync(
            [.. unseen.Select(static call => call.ClientRequestId).Where(static id => id.Length > 0)], unseen.Min(static call => call.At) - TimeSpan.FromHours(1), cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        List<string> gone = [.. unseen.Where(call => told.Contains(call.ClientRequestId) || now - call.At > LongestPeriod).Select(static call => call.CallId)];
        if (gone.Count > 0)
        {
            await reservations.RemoveAsync(gone, cancellationToken).ConfigureAwait(false);
            open.Forget(gone);
        }

        Interlocked.Exchange(ref _toldAsOfTicks, now.UtcTicks);
    }

    private bool IsFreshOf(DateTimeOffset asOf) => clock.GetUtcNow() - asOf is var age && age >= TimeSpan.Zero && age <= Fresh;

    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Warning, "Budgets know for a while only what went through the gateway: the store could not be asked what was spent.")]
        public static partial void Blind(ILogger logger, Exception problem);
    }
}
