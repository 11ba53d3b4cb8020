namespace Coxswain.Server.Budgets;

/// <summary>How a channel fares since the daemon started. A channel that failed is let be for a while, longer each time; clocks that are set do not matter.</summary>
internal sealed class ChannelState(IAlertChannel channel, TimeProvider clock)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private long _failedAt;
    private int _failures;
    private string? _problem;

    public IAlertChannel Channel => channel;

    /// <summary>Taken, and not known to be written down yet. Of the loop that delivers.</summary>
    public HashSet<long> Unwritten { get; } = [];

    /// <summary>Of the last try; <see langword="null"/>: it worked, or none was made.</summary>
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

    public bool IsDue
    {
        get
        {
            lock (_gate)
            {
                return _failures == 0 || clock.GetElapsedTime(_failedAt) >= Wait(_failures);
            }
        }
    }

    public void Note(ChannelAnswer answer)
    {
        lock (_gate)
        {
            _problem = answer.Problem;
            _failures = answer.IsTaken ? 0 : _failures + 1;
            _failedAt = clock.GetTimestamp();
        }
    }

    internal static TimeSpan Wait(int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - 1, 20));
        return wait < LongestWait ? wait : LongestWait;
    }
}
