namespace Coxswain.Gateway.Attempts;

/// <summary>Chance for waits. Safe for use by many threads.</summary>
internal sealed class Jitter(Random random)
{
    private readonly Lock _gate = new();

    /// <returns>Uniform in [0, 1).</returns>
    public double Next()
    {
        lock (_gate)
        {
            return random.NextDouble();
        }
    }
}
