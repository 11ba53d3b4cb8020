namespace Coxswain.Core.Telemetry.Damage;

public static class DamageMemory
{
    /// <summary>How long a damage is told of when nobody acknowledges it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>How <see cref="DamageRecord.ToDo"/> starts when <see cref="DamageRecord.IsReadAgain"/>.</summary>
    public const string ReadAgain = "Transcripts are read again and bring back what they know. ";

    /// <summary>How it starts when the exporter's tables are gone too.</summary>
    public const string OnlyReadAgain = ReadAgain + "What only telemetry told does not come back. ";

    /// <summary>Fills typed tables again from the exporter's.</summary>
    public const string RefillCommand = "cox import clickhouse";

    private const string FromRawRows = $"What only telemetry told comes back with {RefillCommand}, as far as otel_logs and otel_metrics_sum still hold it. ";

    /// <summary>Whether a table's rows come from transcripts too; the exporter's tables hold telemetry only.</summary>
    public static bool IsReadAgain(string table) => !table.StartsWith("otel_", StringComparison.Ordinal) && !IsWrittenAgain(table);

    /// <summary>Whether Coxswain itself knows what a table holds, and has written it again: prices and its own notes.</summary>
    public static bool IsWrittenAgain(string table) => table == "price_list" || table.StartsWith("coxswain_", StringComparison.Ordinal);

    /// <summary>How <see cref="DamageRecord.ToDo"/> of a table starts: what comes back by itself.</summary>
    public static string ComesBack(string table) => IsReadAgain(table) ? ReadAgain + FromRawRows : IsWrittenAgain(table) ? "What it held was written again. " : "";
}
