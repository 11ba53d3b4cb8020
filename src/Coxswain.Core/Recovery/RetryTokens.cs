namespace Coxswain.Core.Recovery;

/// <summary>
/// Keeps recovery from making an outage worse: each call puts a part of a token in, each further attempt takes a whole one out. While most calls succeed there is
/// always one; in an outage attempts stay at 1 + <paramref name="perCall"/> for each call once the store is used up. Safe for use by many threads.
/// </summary>
/// <param name="perCall">Tokens a call adds.</param>
/// <param name="most">Tokens kept at most; it starts full.</param>
public sealed class RetryTokens(double perCall, double most)
{
    private readonly Lock _gate = new();
    private double _used;

    public void CallBegins()
    {
        lock (_gate)
        {
            _used = Math.Max(0, _used - perCall);
        }
    }

    /// <returns>False when there is none: the failure is the client's.</returns>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_used + 1 > most)
            {
                return false;
            }

            _used++;
            return true;
        }
    }
}
