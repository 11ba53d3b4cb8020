namespace Coxswain.Gateway.Attempts;

/// <summary>How many bytes of requests are held at a time. A call that finds no room goes through all the same, but only once.</summary>
internal sealed class HeldMemory(long mostBytes)
{
    private long _held;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= mostBytes)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _held, -bytes);
}
