namespace Coxswain.Core.Kernel;

/// <summary>Tells once when nothing has happened for a while. Nothing runs while it is quiet; under load one timer fires per <see cref="Length"/>.</summary>
public sealed class QuietTime : IDisposable
{
    /// <summary>How long nothing must happen.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    private readonly ITimer _timer;
    private long _touches;
    private long _seen;
    private int _isArmed;

    public QuietTime(TimeProvider clock) => _timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Called on a timer's thread; must not throw.</summary>
    public event Action? Began;

    /// <summary>Something happens.</summary>
    public void Touch()
    {
        Interlocked.Increment(ref _touches);
        Arm();
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (Volatile.Read(ref _isArmed) == 0 && Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            Volatile.Write(ref _seen, Interlocked.Read(ref _touches));
            _timer.Change(Length, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        var quiet = Interlocked.Read(ref _touches) == Volatile.Read(ref _seen);
        if (quiet)
        {
            Began?.Invoke();
        }

        Volatile.Write(ref _isArmed, 0);
        if (!quiet || Interlocked.Read(ref _touches) != Volatile.Read(ref _seen))
        {
            Arm();
        }
    }
}
