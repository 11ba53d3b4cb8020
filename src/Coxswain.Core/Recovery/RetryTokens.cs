namespace Coxswain.Core.Recovery;

/// <summary>
/// Keeps recovery from making an outage worse: each further attempt takes a token, each call that is answered brings some back. While calls succeed there is always one;
/// in an outage attempts fall to one for each call, and <paramref name="perCall"/> more, once the store is used up. Safe for use by many threads.
/// </summary>
/// <param name="perCall">Tokens every call adds, whatever becomes of it: how far attempts may exceed calls in an outage.</param>
/// <param name="perAnswer">Tokens an answered call adds.</param>
/// <param name="most">Tokens kept at most; it starts full.</param>
public sealed class RetryTokens(double perCall, double perAnswer, double most)
{
    private readonly Lock _gate = new();
    private double _used;

    /// <summary>How many further attempts there are tokens for now.</summary>
    public double Left
    {
        get
        {
            lock (_gate)
            {
                return most - _used;
            }
        }
    }

    public void CallBegins() => GiveBack(perCall);

    public void CallAnswered() => GiveBack(perAnswer);

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

    private void GiveBack(double tokens)
    {
        lock (_gate)
        {
            _used = Math.Max(0, _used - tokens);
        }
    }
}
