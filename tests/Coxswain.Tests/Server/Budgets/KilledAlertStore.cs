using Coxswain.Core.Budgets.Alerts;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>A store whose process ends at a point.</summary>
internal sealed class KilledAlertStore(IAlertStore inner) : IAlertStore
{
    public KillPoint At { get; set; }

    public async Task<IReadOnlyList<BudgetAlert>> KeepAsync(IReadOnlyList<ReachedThreshold> reached, CancellationToken cancellationToken)
    {
        EndAt(KillPoint.BeforeKeeping);
        var kept = await inner.KeepAsync(reached, cancellationToken);
        EndAt(KillPoint.AfterKeeping);
        return kept;
    }

    public Task TakeAsync(IReadOnlyList<long> alerts, string channel, DateTimeOffset at, CancellationToken cancellationToken)
    {
        EndAt(KillPoint.BeforeTaking);
        return inner.TakeAsync(alerts, channel, at, cancellationToken);
    }

    public Task<IReadOnlyList<BudgetAlert>> ListAsync(string budget, int most, CancellationToken cancellationToken) => inner.ListAsync(budget, most, cancellationToken);

    public Task<IReadOnlyList<BudgetAlert>> ListOwedAsync(string channel, int most, CancellationToken cancellationToken) => inner.ListOwedAsync(channel, most, cancellationToken);

    public Task CountFailureAsync(IReadOnlyList<long> alerts, string channel, CancellationToken cancellationToken) => inner.CountFailureAsync(alerts, channel, cancellationToken);

    public Task DropOwedAsync(string channel, CancellationToken cancellationToken) => inner.DropOwedAsync(channel, cancellationToken);

    public Task<IReadOnlyList<LookMark>> ReadMarksAsync(CancellationToken cancellationToken) => inner.ReadMarksAsync(cancellationToken);

    public Task SaveMarksAsync(IReadOnlyList<LookMark> marks, CancellationToken cancellationToken) => inner.SaveMarksAsync(marks, cancellationToken);

    private void EndAt(KillPoint point)
    {
        if (At == point)
        {
            throw new KilledException();
        }
    }
}
