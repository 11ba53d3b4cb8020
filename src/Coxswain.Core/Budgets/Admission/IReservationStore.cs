namespace Coxswain.Core.Budgets.Admission;

/// <summary>Reservations in the data folder's state. One goes in the transaction that keeps its call's record (<see cref="Telemetry.TelemetryBatch.EndedCalls"/>).</summary>
public interface IReservationStore
{
    /// <summary>Durable when the task ends.</summary>
    Task AddAsync(Reservation reservation, CancellationToken cancellationToken);

    Task RemoveAsync(IReadOnlyCollection<string> callIds, CancellationToken cancellationToken);

    Task<IReadOnlyList<Reservation>> ListAsync(CancellationToken cancellationToken);
}
