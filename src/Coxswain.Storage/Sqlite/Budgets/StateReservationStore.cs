using Coxswain.Core.Budgets.Admission;

namespace Coxswain.Storage.Sqlite.Budgets;

/// <summary>Reservations in the state file, through its one writer.</summary>
internal sealed class StateReservationStore(StateWriter writer) : IReservationStore
{
    // Once asked for a change is made, whoever still waits for it.
    public Task AddAsync(Reservation reservation, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        ReservationRows.Save(transaction.Session, reservation);
        return true;
    }).WaitAsync(cancellationToken);

    public Task RemoveAsync(IReadOnlyCollection<string> callIds, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        ReservationRows.Delete(transaction.Session, callIds);
        return true;
    }).WaitAsync(cancellationToken);

    public Task<IReadOnlyList<Reservation>> ListAsync(CancellationToken cancellationToken)
        => writer.CallAsync(static transaction => (IReadOnlyList<Reservation>)ReservationRows.Load(transaction.Session)).WaitAsync(cancellationToken);
}
