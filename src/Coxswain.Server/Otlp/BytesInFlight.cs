using Coxswain.Otlp;

namespace Coxswain.Server.Otlp;

/// <summary>Counts the buffers of all export requests being read or decoded, so that many large ones at once cannot exhaust memory.</summary>
internal sealed class BytesInFlight(OtlpOptions limits)
{
    private long _held;

    public long Held => Interlocked.Read(ref _held);

    public bool TryHold(int bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= limits.MaxBytesInFlight)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    public void Release(int bytes) => Interlocked.Add(ref _held, -bytes);
}
