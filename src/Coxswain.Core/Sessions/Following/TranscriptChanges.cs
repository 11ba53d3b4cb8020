using System.Threading.Channels;

namespace Coxswain.Core.Sessions.Following;

/// <summary>What the file system reported since it was last asked: changed files, new folders, or "look over everything".</summary>
internal sealed class TranscriptChanges
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private HashSet<string> _paths = new(StringComparer.Ordinal);
    private bool _isEverything;

    public void Changed(string path)
    {
        lock (_lock)
        {
            _paths.Add(path);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>A folder may have come that was not there to be watched.</summary>
    public void LookAgain() => _signal.Writer.TryWrite(true);

    /// <summary>Events were lost.</summary>
    public void Everything()
    {
        lock (_lock)
        {
            _isEverything = true;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits without any work until something is reported or the time is over.</summary>
    /// <returns>False when the time is over.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = Task.Delay(atMost, clock, ended.Token);
        var report = _signal.Reader.ReadAsync(ended.Token).AsTask();
        var first = await Task.WhenAny(timer, report).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == report;
    }

    public (IReadOnlyCollection<string> Paths, bool IsEverything) Take()
    {
        lock (_lock)
        {
            var taken = (_paths, _isEverything);
            _paths = new HashSet<string>(StringComparer.Ordinal);
            _isEverything = false;
            return taken;
        }
    }
}
