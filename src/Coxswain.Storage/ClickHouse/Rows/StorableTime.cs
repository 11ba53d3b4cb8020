using System.Globalization;
using Coxswain.Core.Kernel;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Times in the tables' units. One that does not fit was let in by mistake: readers refuse it before.</summary>
internal static class StorableTime
{
    private const long NsPerSecond = 1_000_000_000;

    public static long Ns(long timeNs) => timeNs is >= 0 and <= StorableTimes.LastNs
        ? timeNs
        : throw new ArgumentOutOfRangeException(nameof(timeNs), timeNs.ToString(CultureInfo.InvariantCulture), "Only times from 1970-01-01 to 2106-02-07 can be stored.");

    public static uint Seconds(long timeNs) => (uint)(Ns(timeNs) / NsPerSecond);

    public static uint Seconds(DateTimeOffset time) => (uint)(Milliseconds(time) / 1000);

    public static long Milliseconds(DateTimeOffset time) => StorableTimes.Contains(time)
        ? time.ToUnixTimeMilliseconds()
        : throw new ArgumentOutOfRangeException(nameof(time), time.ToString("O", CultureInfo.InvariantCulture), "Only times from 1970-01-01 to 2106-02-07 can be stored.");
}
