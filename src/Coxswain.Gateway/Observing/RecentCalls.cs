using System.Collections.Concurrent;

namespace Coxswain.Gateway.Observing;

/// <summary>The last calls whose clients asked for an account of them, by id. In memory only.</summary>
internal sealed class RecentCalls
{
    private const int Most = 200;
    private readonly ConcurrentQueue<CallRecord> _calls = [];

    public void Add(CallRecord call)
    {
        _calls.Enqueue(call);
        while (_calls.Count > Most)
        {
            _calls.TryDequeue(out _);
        }
    }

    public CallRecord? Find(string id) => _calls.FirstOrDefault(call => call.Id == id);
}
