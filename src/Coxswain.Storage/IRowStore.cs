namespace Coxswain.Storage;

/// <summary>Where the outbox pump puts rows: the engine or a ClickHouse server.</summary>
public interface IRowStore
{
    /// <summary>
    /// Inserts the concatenation of <paramref name="parts"/> in one statement. The same token with the same bytes again changes nothing.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or asks to wait; the same call may succeed later.</exception>
    /// <exception cref="StoreRejectedException">The store will never take these rows.</exception>
    Task InsertAsync(string shape, int rows, IReadOnlyList<ReadOnlyMemory<byte>> parts, string deduplicationToken, CancellationToken cancellationToken);
}
