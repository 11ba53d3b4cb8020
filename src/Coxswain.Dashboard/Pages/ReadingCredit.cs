namespace Coxswain.Dashboard.Pages;

/// <summary>How long pages may be read: a seventh of the time in the long run, and some seconds at once after a while without. So a page that follows single events is quick, and many pages that follow many do not take the machine.</summary>
internal sealed class ReadingCredit(TimeProvider clock)
{
    private const double Share = 0.14;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private TimeSpan _left = Most;
    private long _at = clock.GetTimestamp();

    public bool IsLeft
    {
        get
        {
            lock (_gate)
            {
                return Now() > TimeSpan.Zero;
            }
        }
    }

    public void Spend(TimeSpan took)
    {
        lock (_gate)
        {
            _left = Now() - took;
        }
    }

    private TimeSpan Now()
    {
        var now = clock.GetTimestamp();
        _left += clock.GetElapsedTime(_at, now) * Share;
        _at = now;
        return _left = _left > Most ? Most : _left;
    }
}
