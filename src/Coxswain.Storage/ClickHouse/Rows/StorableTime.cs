using System.Globalization;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>
/// The times the tables can hold: seconds fit an unsigned 32-bit number, because retention and the metric tables count so. Receivers refuse
/// records outside; a time that gets this far and does not fit is a bug.
/// </summary>
internal static class StorableTime
{
    public const long FirstNs = 0;
    public const long LastNs = (uint.MaxValue * 1_000_000_000L) + 999_999_999L;

    private const long NsPerSecond = 1_000_000_000;

    public static long Ns(long timeNs) => timeNs is >= FirstNs and <= LastNs
        ? timeNs
        : throw new ArgumentOutOfRangeException(nameof(timeNs), timeNs.ToString(CultureInfo.InvariantCulture), "Only times from 1970-01-01 to 2106-02-07 can be stored.");

    public static uint Seconds(long timeNs) => (uint)(Ns(timeNs) / NsPerSecond);

    public static uint Seconds(DateTimeOffset time) => (uint)(Milliseconds(time) / 1000);

    public static long Milliseconds(DateTimeOffset time)
    {
        var ms = time.ToUnixTimeMilliseconds();
        return ms is >= 0 and <= LastNs / 1_000_000
            ? ms
            : throw new ArgumentOutOfRangeException(nameof(time), time.ToString("O", CultureInfo.InvariantCulture), "Only times from 1970-01-01 to 2106-02-07 can be stored.");
    }
}
