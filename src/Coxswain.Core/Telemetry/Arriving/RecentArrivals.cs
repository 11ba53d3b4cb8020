namespace Coxswain.Core.Telemetry.Arriving;

/// <summary>The newest events the receiver took, in memory: they are here before the store has them, and nothing is counted from them.</summary>
public sealed class RecentArrivals(TimeProvider clock)
{
    /// <summary>Events that are kept.</summary>
    public const int Most = 50;

    private readonly Lock _gate = new();
    private readonly Queue<ArrivedEvent> _newest = new(Most);
    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private long _taken;

    /// <summary>Events taken since the process began. While it stays the same none came in.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>To be called once a batch is durable.</summary>
    public void Add(TelemetryBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var record in batch.Logs)
            {
                if (ArrivedEvent.Of(record, now) is { } arrived)
                {
                    if (_newest.Count == Most)
                    {
                        _newest.Dequeue();
                    }

                    _newest.Enqueue(arrived);
                    _taken++;
                }
            }
        }
    }

    public RecentEvents Read()
    {
        lock (_gate)
        {
            return new RecentEvents(_since, clock.GetUtcNow(), _taken, [.. _newest.Reverse()]);
        }
    }
}
