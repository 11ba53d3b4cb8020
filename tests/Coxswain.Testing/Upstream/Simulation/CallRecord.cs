using System.Collections.Concurrent;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>The calls a simulated upstream got: the newest of them, and sums over all.</summary>
internal sealed class CallRecord(int kept)
{
    private readonly ConcurrentQueue<SimulatedCall> _calls = new();
    private readonly ConcurrentDictionary<string, int> _bodies = new();
    private readonly Lock _lock = new();
    private SimulatorTotals _totals = SimulatorTotals.None;
    private int _numbers;
    private int _messages;

    public IReadOnlyList<SimulatedCall> Calls => [.. _calls];

    public SimulatorTotals Totals
    {
        get
        {
            lock (_lock)
            {
                return _totals;
            }
        }
    }

    public int NextNumber() => Interlocked.Increment(ref _numbers);

    public int NextMessage() => Interlocked.Increment(ref _messages);

    /// <summary>How often this body has come, with this time.</summary>
    public int Occurrence(string bodyHash) => _bodies.AddOrUpdate(bodyHash, 1, static (_, count) => count + 1);

    public void Add(SimulatedCall call)
    {
        _calls.Enqueue(call);
        while (_calls.Count > kept && _calls.TryDequeue(out _))
        {
            // One in, one out, unless several came at once.
        }
    }

    public void Count(SimulatedCall call)
    {
        lock (_lock)
        {
            _totals = _totals.Plus(call);
        }
    }
}
