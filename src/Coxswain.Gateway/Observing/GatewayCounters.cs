namespace Coxswain.Gateway.Observing;

/// <summary>Counts of calls since the process started. Safe for use by many threads.</summary>
internal sealed class GatewayCounters
{
    private long _begun;
    private long _ended;
    private long _answered;
    private long _recovered;
    private long _failed;
    private long _clientGone;

    public long Begun => Interlocked.Read(ref _begun);

    public long UnderWay => Begun - Interlocked.Read(ref _ended);

    public long Answered => Interlocked.Read(ref _answered);

    public long Recovered => Interlocked.Read(ref _recovered);

    public long Failed => Interlocked.Read(ref _failed);

    public long ClientGone => Interlocked.Read(ref _clientGone);

    public void CallBegins() => Interlocked.Increment(ref _begun);

    public void CallEnded(CallEnd end, int attempts)
    {
        Interlocked.Increment(ref _ended);
        switch (end)
        {
            case CallEnd.Answered:
                Interlocked.Increment(ref _answered);
                if (attempts > 1)
                {
                    Interlocked.Increment(ref _recovered);
                }

                break;
            case CallEnd.ClientGone:
                Interlocked.Increment(ref _clientGone);
                break;
            default:
                Interlocked.Increment(ref _failed);
                break;
        }
    }
}
