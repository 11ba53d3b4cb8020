namespace Coxswain.Core.Budgets.Admission;

/// <summary>Output tokens of a model's last answers.</summary>
internal sealed class RecentOutputs
{
    private const int Kept = 200;
    private readonly Lock _gate = new();
    private readonly long[] _tokens = new long[Kept];
    private int _count;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return Math.Min(_count, Kept);
            }
        }
    }

    public void Add(long tokens)
    {
        lock (_gate)
        {
            _tokens[_count++ % Kept] = tokens;
        }
    }

    /// <returns>The largest of them: an estimate that is rarely passed.</returns>
    public long Most()
    {
        lock (_gate)
        {
            return _tokens.Max();
        }
    }
}
