namespace Coxswain.Storage.ClickHouse;

/// <summary>Statements of this process that write, so that a reader can tell whether all of what it saw part of was there. Safe for use by many threads.</summary>
internal sealed class WritesUnderWay(TimeProvider clock)
{
    /// <summary>Longer than the store goes on with a statement nobody waits for any more.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private int _underWay;
    private long _begun;
    private long? _leftAt;

    /// <summary>How many began so far; <see langword="null"/>: some are under way, or may be. Between two equal answers nothing was written.</summary>
    public long? Quiet
    {
        get
        {
            lock (_gate)
            {
                return _underWay > 0 || (_leftAt is { } at && clock.GetElapsedTime(at) < Grace) ? null : _begun;
            }
        }
    }

    public async Task<T> DuringAsync<T>(Func<Task<T>> write)
    {
        lock (_gate)
        {
            _underWay++;
            _begun++;
        }

        var isOver = false;
        try
        {
            var result = await write().ConfigureAwait(false);
            isOver = true;
            return result;
        }
        finally
        {
            lock (_gate)
            {
                _underWay--;
                _leftAt = isOver ? _leftAt : clock.GetTimestamp();
            }
        }
    }
}
