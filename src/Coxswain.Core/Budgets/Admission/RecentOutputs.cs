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

    /// <param name="assumed">Counts for the answers that are short of <paramref name="enough"/>.</param>
    public long Mean(long assumed, int enough)
    {
        lock (_gate)
        {
            var known = Math.Min(_count, Kept);
            var missing = Math.Max(0, enough - known);
            return (_tokens.Sum() + (assumed * missing)) / (known + missing);
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
