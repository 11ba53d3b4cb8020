namespace Coxswain.Storage.Sqlite;

/// <summary>Callers of a flush, each waiting for the outbox to be empty up to a row.</summary>
internal sealed class DrainWaiters
{
    private readonly Lock _gate = new();
    private readonly List<(long LastId, TaskCompletionSource Completion)> _waiting = [];

    public bool Any
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    public Task Add(long lastId)
    {
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((lastId, completion));
        }

        return completion.Task;
    }

    public void Drained(long throughId)
    {
        lock (_gate)
        {
            foreach (var (lastId, completion) in _waiting)
            {
                if (lastId <= throughId)
                {
                    completion.TrySetResult();
                }
            }

            _waiting.RemoveAll(waiter => waiter.LastId <= throughId);
        }
    }
}
