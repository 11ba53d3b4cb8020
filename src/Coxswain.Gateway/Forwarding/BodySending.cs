namespace Coxswain.Gateway.Forwarding;

/// <summary>
/// Who reads a call's body to send it. Over HTTP/2 an answer may be whole before the upstream has taken all of the body: whoever owns the bytes ends what is still
/// under way, and waits until nobody reads them, before something else may stand in their place.
/// </summary>
internal sealed class BodySending : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _unread = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sendings under way, and one for the owner.</summary>
    private int _readers = 1;

    /// <param name="send">Sends the body once, or a part of it.</param>
    /// <exception cref="OperationCanceledException">The owner needs no more of it to be sent.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        if (!TryEnter())
        {
            throw new OperationCanceledException("The call is over.");
        }

        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
            await send(either.Token);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends what is under way, and returns when nobody reads the bytes any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        Leave();
        await _unread.Task;
        _over.Dispose();
    }

    private bool TryEnter()
    {
        for (var readers = Volatile.Read(ref _readers); readers > 0; readers = Volatile.Read(ref _readers))
        {
            if (Interlocked.CompareExchange(ref _readers, readers + 1, readers) == readers)
            {
                return true;
            }
        }

        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _readers) == 0)
        {
            _unread.SetResult();
        }
    }
}
