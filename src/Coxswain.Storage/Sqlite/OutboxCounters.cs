namespace Coxswain.Storage.Sqlite;

/// <summary>Running totals, readable from any thread.</summary>
internal sealed class OutboxCounters
{
    private readonly Lock _gate = new();
    private OutboxTotals _totals;

    public OutboxTotals Read()
    {
        lock (_gate)
        {
            return _totals;
        }
    }

    public void Change(Func<OutboxTotals, OutboxTotals> change)
    {
        lock (_gate)
        {
            _totals = change(_totals);
        }
    }
}
