namespace Coxswain.Core.Kernel;

/// <summary>
/// The times the store can hold: 1970-01-01 to 2106-02-07, because retention and the metric tables count whole seconds in 32 bits.
/// Whoever reads times from outside refuses others; they are never bent to fit.
/// </summary>
public static class StorableTimes
{
    public const long LastNs = (uint.MaxValue * 1_000_000_000L) + 999_999_999L;

    /// <summary>The first moment that cannot be stored any more.</summary>
    public static DateTimeOffset End { get; } = DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue + 1L);

    public static bool Contains(DateTimeOffset time) => time >= DateTimeOffset.UnixEpoch && time < End;
}
