using Coxswain.Storage.Sqlite;

namespace Coxswain.Storage.Opening;

/// <summary>
/// Has inserts stand still while a raw table is compared with a typed one: an insert arrives in the two at different moments, and what is in one alone
/// would be taken for missing. Rows wait in the outbox meanwhile.
/// </summary>
public sealed class InsertPause : IDisposable
{
    private readonly SemaphoreSlim _inserts = new(ShippingLanes.Count);
    private readonly SemaphoreSlim _pauses = new(1);

    public async Task InsertAsync(Func<Task> insert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(insert);
        await _inserts.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await insert().ConfigureAwait(false);
        }
        finally
        {
            _inserts.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> once the inserts under way have ended; no other begins until it has.</summary>
    public async Task PauseAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _pauses.WaitAsync(cancellationToken).ConfigureAwait(false);
        var held = 0;
        try
        {
            for (; held < ShippingLanes.Count; held++)
            {
                await _inserts.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            await work().ConfigureAwait(false);
        }
        finally
        {
            if (held > 0)
            {
                _inserts.Release(held);
            }

            _pauses.Release();
        }
    }

    public void Dispose()
    {
        _inserts.Dispose();
        _pauses.Dispose();
    }
}
