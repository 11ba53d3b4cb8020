namespace Coxswain.Storage.Opening;

/// <summary>Closed until the store answers and has this build's schema. Rows wait behind it in the outbox; nobody polls.</summary>
public sealed class StoreGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    public void Open()
    {
        lock (_gate)
        {
            _problem = null;
            _opened.TrySetResult();
        }
    }

    public void Close(string reason)
    {
        lock (_gate)
        {
            _problem = reason;
            if (_opened.Task.IsCompleted)
            {
                _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
