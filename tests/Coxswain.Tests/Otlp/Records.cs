using System.Collections;
using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Otlp;

/// <summary>Compares records by what they hold: a record's own equality compares its lists by reference.</summary>
internal static class Records
{
    public static void AssertSame(TelemetryBatch expected, TelemetryBatch actual)
    {
        Assert.Equal(expected.Logs.Select(Text), actual.Logs.Select(Text));
        Assert.Equal(expected.Spans.Select(Text), actual.Spans.Select(Text));
        Assert.Equal(expected.Metrics.Select(Text), actual.Metrics.Select(Text));
    }

    /// <summary>Every public property, lists item by item.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number).ToString("x", null),
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Text)) + "]",
        _ when value.GetType().Namespace == typeof(LogRecord).Namespace =>
            value.GetType().Name + "{" + string.Join(", ", value.GetType().GetProperties()
                .Where(static one => one.GetIndexParameters().Length == 0)
                .OrderBy(static one => one.Name, StringComparer.Ordinal).Select(one => one.Name + "=" + Text(one.GetValue(value)))) + "}",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
