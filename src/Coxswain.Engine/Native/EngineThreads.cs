using System.Collections.Concurrent;

namespace Coxswain.Engine.Native;

/// <summary>
/// Threads of its own for calls that block in native code or on a pipe, so that they never starve the thread pool Kestrel answers
/// from. Threads start when needed, up to the limit, and wait without using CPU.
/// </summary>
internal sealed class EngineThreads(string name, int limit) : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly List<Thread> _threads = [];
    private readonly Lock _gate = new();
    private int _outstanding;

    internal Task<T> RunAsync<T>(Func<T> call)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        EnsureThread();
        _work.Add(() =>
        {
            try
            {
                completion.SetResult(call());
            }
            catch (Exception failure)
            {
                // Not handled here: the awaiting request gets it.
                completion.SetException(failure);
            }
            finally
            {
                Interlocked.Decrement(ref _outstanding);
            }
        });
        return completion.Task;
    }

    internal Task RunAsync(Action call) => RunAsync(() =>
    {
        call();
        return true;
    });

    private void EnsureThread()
    {
        if (Interlocked.Increment(ref _outstanding) <= Volatile.Read(ref _started) || _started >= limit)
        {
            return;
        }

        lock (_gate)
        {
            if (_started < limit)
            {
                var thread = new Thread(Loop) { IsBackground = true, Name = name };
                _threads.Add(thread);
                _started++;
                thread.Start();
            }
        }
    }

    private int _started;

    private void Loop()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }

    /// <summary>Waits for the calls under way.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
    }
}
