namespace Coxswain.Storage.Sqlite;

/// <summary>Requests waiting for the writer thread. Bounded by bytes; beyond the bound a request is refused, not delayed.</summary>
internal sealed class StateQueue(long maxBytes)
{
    private readonly object _gate = new();
    private readonly Queue<StateWork> _waiting = [];
    private long _bytes;
    private bool _closed;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0 && !_closed;
            }
        }
    }

    public QueueAnswer Add(StateWork work)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return QueueAnswer.Closed;
            }

            // A single request larger than the bound must still be able to pass.
            if (_bytes > 0 && work.AddsRows && _bytes + work.PayloadBytes > maxBytes)
            {
                return QueueAnswer.Full;
            }

            _bytes += work.PayloadBytes;
            _waiting.Enqueue(work);
            Monitor.Pulse(_gate);
            return QueueAnswer.Accepted;
        }
    }

    /// <summary>Blocks until there is work and moves what is waiting, up to <paramref name="groupBytes"/>; <see langword="false"/> once closed and empty.</summary>
    public bool Take(List<StateWork> group, long groupBytes)
    {
        group.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            long taken = 0;
            while (_waiting.TryPeek(out var next) && (group.Count == 0 || taken + next.PayloadBytes <= groupBytes))
            {
                taken += next.PayloadBytes;
                group.Add(_waiting.Dequeue());
            }

            return true;
        }
    }

    /// <summary>Gives back the bytes of a finished group: until then its rows still count as held in memory.</summary>
    public void Release(IReadOnlyList<StateWork> group)
    {
        lock (_gate)
        {
            foreach (var work in group)
            {
                _bytes -= work.PayloadBytes;
            }
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
