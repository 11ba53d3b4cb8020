using System.Runtime.InteropServices;

namespace Coxswain.Storage.Sqlite;

/// <param name="UnsealedRows">Pending rows that no batch covers yet.</param>
/// <param name="LastId">Newest committed state file row.</param>
/// <param name="StoreProblem"><see langword="null"/> when the last insert succeeded.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutboxTotals(
    long PendingRows,
    long PendingBytes,
    long UnsealedRows,
    long UnsealedBytes,
    long LastId,
    long InsertedRows,
    DateTimeOffset? LastInsertAt,
    string? StoreProblem,
    bool IsFull);
