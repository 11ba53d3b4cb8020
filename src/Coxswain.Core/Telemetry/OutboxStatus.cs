namespace Coxswain.Core.Telemetry;

/// <summary>A reading of the outbox.</summary>
/// <param name="PendingRows">Acknowledged rows the store does not have yet.</param>
/// <param name="PendingBytes">Their encoded size.</param>
/// <param name="OldestPendingAge"><see langword="null"/> when nothing is pending, or when the state file cannot be read just now.</param>
/// <param name="InsertedRows">Rows the store took since this process started.</param>
/// <param name="LastInsertAt"><see langword="null"/> when the store took nothing since this process started.</param>
/// <param name="StoreProblem">Why the last attempt to insert failed; <see langword="null"/> when it succeeded or none was made.</param>
/// <param name="IsFull">The last batch offered was refused: size limit or disk.</param>
/// <param name="Quarantined">Everything set aside since the data folder was created, newest first, at most 20.</param>
/// <param name="QuarantinedRows">Rows in the quarantine: refused by the store or damaged. <see langword="null"/> when the state file cannot be read just now.</param>
/// <param name="LostRows">Acknowledged rows that a damaged file no longer yields, as far as its sizes are known. <see langword="null"/> when nobody knows how many, or the state file cannot be read just now.</param>
public sealed record OutboxStatus(
    long PendingRows,
    long PendingBytes,
    TimeSpan? OldestPendingAge,
    long InsertedRows,
    DateTimeOffset? LastInsertAt,
    string? StoreProblem,
    bool IsFull,
    IReadOnlyList<QuarantinedRows> Quarantined,
    long? QuarantinedRows,
    long? LostRows);
