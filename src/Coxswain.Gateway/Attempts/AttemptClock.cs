namespace Coxswain.Gateway.Attempts;

/// <summary>The deadline of one attempt, moved on while the upstream shows signs of life. Ends with the client's call too.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _clientGone;

    public AttemptClock(TimeSpan first, TimeProvider clock, CancellationToken clientGone)
    {
        _timer = new CancellationTokenSource(first, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, clientGone);
        _clientGone = clientGone;
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether the upstream was too slow, and not the client away.</summary>
    public bool HasExpired => _timer.IsCancellationRequested && !_clientGone.IsCancellationRequested;

    public void Restart(TimeSpan next)
    {
        // Once it has expired nothing brings it back.
        _timer.CancelAfter(next);
    }

    /// <summary>Until it is started again: the upstream is not waited for.</summary>
    public void Stop() => _timer.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
