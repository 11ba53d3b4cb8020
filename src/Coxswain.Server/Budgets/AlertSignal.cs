namespace Coxswain.Server.Budgets;

/// <summary>Something changed that spend does not show: a budget was set. The next look comes at once.</summary>
internal sealed class AlertSignal
{
    private int _set;

    public void Set() => Volatile.Write(ref _set, 1);

    public bool Take() => Interlocked.Exchange(ref _set, 0) == 1;
}
