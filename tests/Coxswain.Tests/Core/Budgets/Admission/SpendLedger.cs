using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Budgets.Admission;

/// <summary>State file, outbox and store in one: what was recorded is in the store's sum after the next flush, and not before.</summary>
internal sealed class SpendLedger : IUsageStore, IOutbox, IReservationStore, ISessionPlaceStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Reservation> _reserved = [];
    private readonly List<(string Session, decimal Usd)> _waiting = [];
    private readonly List<(string Session, decimal Usd)> _stored = [];

    public long StoredRows { get; private set; }

    /// <summary>The store does not answer.</summary>
    public bool IsAway { get; set; }

    public SessionPlace Place { get; set; } = SessionPlace.Unknown;

    public HashSet<string> Told { get; } = [];

    public decimal StoredUsd
    {
        get
        {
            lock (_gate)
            {
                return _stored.Sum(static one => one.Usd);
            }
        }
    }

    public void Store(string session, decimal usd)
    {
        lock (_gate)
        {
            _stored.Add((session, usd));
            StoredRows++;
        }
    }

    /// <summary>As the recorder does it: rows and the end of the reservation in one transaction.</summary>
    public void Record(string callId, string session, decimal usd)
    {
        lock (_gate)
        {
            _reserved.Remove(callId);
            _waiting.Add((session, usd));
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (IsAway)
            {
                return Task.Delay(Timeout.Infinite, cancellationToken);
            }

            _stored.AddRange(_waiting);
            StoredRows += _waiting.Count;
            _waiting.Clear();
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<UsageRow>> ReadAsync(UsageGrouping grouping, UsageFilter filter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var found = _stored.Where(one => filter.Session.Length == 0 || one.Session == filter.Session).ToList();
            return IsAway ? Task.FromException<IReadOnlyList<UsageRow>>(new IOException("away"))
                : Task.FromResult<IReadOnlyList<UsageRow>>(found.Count == 0 ? [] : [new UsageRow("all", "", "", Totals(found.Sum(static one => one.Usd)))]);
        }
    }

    public Task AddAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _reserved[reservation.CallId] = reservation;
            return Task.CompletedTask;
        }
    }

    public Task RemoveAsync(IReadOnlyCollection<string> callIds, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            callIds.ToList().ForEach(id => _reserved.Remove(id));
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<Reservation>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Reservation>>([.. _reserved.Values]);
        }
    }

    public Task<SessionPlace> ReadPlaceAsync(string session, CancellationToken cancellationToken) => Task.FromResult(Place);

    public Task<IReadOnlySet<string>> ReadToldAsync(IReadOnlyCollection<string> clientRequestIds, DateTimeOffset since, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlySet<string>>(Told.Intersect(clientRequestIds).ToHashSet());

    public OutboxStatus ReadStatus() => throw new NotSupportedException();

    public void RetryNow() => throw new NotSupportedException();

    public Task<IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)>> ReadHoursAsync(UsageFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TimeRange?> ReadSpanAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionSpend?> ReadSpendAsync(string sessionId, DateTimeOffset recentSince, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<BadNumber>> ReadBadNumbersAsync(TimeRange range, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SharedRequestIds> ReadSharedRequestIdsAsync(TimeRange range, int examples, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PriceAgreement>> ReadPriceAgreementsAsync(TimeRange? range, int examples, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SessionCost>> ReadSessionCostsAsync(UsageFilter filter, decimal leastUsd, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static UsageTotals Totals(decimal usd) => new(1, 0, 0, 0, 0, 0, null, 0, 0, 0, usd, 0, null, 0, 0, 0, [], [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
