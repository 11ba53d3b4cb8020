namespace Coxswain.Storage.Opening;

/// <summary>Closed until the store answers and has this build's schema. Rows wait behind it in the outbox; nobody polls.</summary>
public sealed class StoreGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _problem = "The store is starting.";

    /// <summary>Why the store cannot be written now; <see langword="null"/> when it can.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _problem;
            }
        }
    }

    public Task WhenOpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _opened.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes when it is open, or closed for a reason that waiting does not cure; reading may work then.</summary>
    public Task WhenSettledAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _settled.Task.WaitAsync(cancellationToken);
        }
    }

    public void Open()
    {
        lock (_gate)
        {
            _problem = null;
            _opened.TrySetResult();
            _settled.TrySetResult();
        }
    }

    /// <param name="isFinal">Waiting does not help, or nobody knows for how long: whoever waits to read is answered now, with what the store then says.</param>
    public void Close(string reason, bool isFinal = false)
    {
        lock (_gate)
        {
            _problem = reason;
            if (_opened.Task.IsCompleted)
            {
                _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (isFinal)
            {
                _settled.TrySetResult();
            }
            else if (_settled.Task.IsCompleted)
            {
                _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
