using System.Globalization;

namespace Coxswain.Core.Telemetry.Damage;

/// <summary>The sentence every face tells about a damage.</summary>
public static class DamageText
{
    public static string Of(DamageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var rows = record.Rows is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "an unknown number of";
        var size = record.Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" ({bytes:N0} bytes)") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {record.What} was set aside, {rows} {(record.Rows == 1 ? "row is" : "rows are")} missing. Kept{size} in {record.Place}. Reason: {OneLine(record.Reason)}. {record.ToDo}");
    }

    private static string OneLine(string reason) => string.Join(' ', reason.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
