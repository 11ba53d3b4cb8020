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
            $"{record.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {record.What} {record.Happened}, {rows} {(record.Rows == 1 ? "row" : "rows")}{period} {(record.Rows == 0 ? "are" : "may be")} missing.{kept} Reason: {OneLine(record.Reason)}. {record.ToDo}");
    }

    /// <summary>The line beside figures that may lack rows: how many pieces of damage are open, and what brings rows back; <see langword="null"/> when none is.</summary>
    /// <param name="open">What <see cref="IDamageLog.ReadOpen"/> gave.</param>
    public static string? Note(IReadOnlyList<DamageRecord> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        if (open.Count == 0)
        {
            return null;
        }

        var refill = open.Any(static record => record.IsInRawRows) ? $" What only telemetry told comes back with: {DamageMemory.RefillCommand}." : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"Rows may be missing: {open.Count} {(open.Count == 1 ? "piece of damage is" : "pieces of damage are")} not acknowledged: cox doctor tells which.{refill}");
    }

    private static string OneLine(string reason) => string.Join(' ', reason.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
