using System.Collections.Concurrent;

namespace Coxswain.Core.Recovery;

/// <summary>Calls of this process's gateway that are not over, kept by the gateway. Safe for use by many threads.</summary>
public sealed class CallsUnderWay
{
    private readonly ConcurrentDictionary<string, CallUnderWay> _calls = new(StringComparer.Ordinal);

    private long _changes;

    /// <summary>Goes up with each change: while it stays the same, none came, ended or began to be answered.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>In no order.</summary>
    public IReadOnlyList<CallUnderWay> Read() => [.. _calls.Values];

    /// <summary>An attempt is sent; it takes the place of the call's attempt before.</summary>
    public void Sent(CallUnderWay call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _calls[call.Id] = call;
        Interlocked.Increment(ref _changes);
    }

    /// <summary>The answer has begun.</summary>
    public void Begun(string id)
    {
        if (_calls.TryGetValue(id, out var call))
        {
            // It is not over: nobody but the call's own thread tells of it.
            _calls[id] = call with { HasBegun = true };
            Interlocked.Increment(ref _changes);
        }
    }

    public void Over(string id)
    {
        if (_calls.TryRemove(id, out _))
        {
            Interlocked.Increment(ref _changes);
        }
    }
}
