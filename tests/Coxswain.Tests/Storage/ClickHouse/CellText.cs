using System.Collections;
using System.Globalization;

namespace Coxswain.Tests.Storage.ClickHouse;

internal static class CellText
{
    public static string Of(object value) => value switch
    {
        string text => text,
        // A day without a time of day: how the driver gives a Date.
        DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.'),
        IDictionary map => "{" + string.Join(',', map.Keys.Cast<object>().Select(key => $"{Of(key)}:{Of(map[key] ?? "∅")}").Order(StringComparer.Ordinal)) + "}",
        IEnumerable list => "[" + string.Join(',', list.Cast<object>().Select(Of)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
