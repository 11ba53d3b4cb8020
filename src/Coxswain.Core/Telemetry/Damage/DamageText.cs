using System.Globalization;

namespace Coxswain.Core.Telemetry.Damage;

/// <summary>The sentence every face tells about a damage.</summary>
public static class DamageText
{
    public static string Of(DamageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var rows = record.Rows is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "an unknown number of";
        var period = record.Period.Length > 0 ? " of " + record.Period : "";
        var size = record.Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" ({bytes:N0} bytes)") : "";
        var kept = record.Place.Length > 0 ? $" Kept{size} in {record.Place}." : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {record.What} {record.Happened}, {rows} {(record.Rows == 1 ? $"row{period} is" : $"rows{period} are")} missing.{kept} Reason: {OneLine(record.Reason)}. {record.ToDo}");
    }

    private static string OneLine(string reason) => string.Join(' ', reason.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
