namespace Coxswain.Engine.Http;

/// <summary>The Content-Type ClickHouse gives each output format.</summary>
internal static class FormatContentType
{
    internal static string Of(string format) => format switch
    {
        "JSONEachRow" or "JSONLines" or "NDJSON" or "JSONStringsEachRow" or "JSONCompactEachRow" or "JSONEachRowWithProgress" or "JSONStringsEachRowWithProgress"
            or "JSONCompactStringsEachRow" => "application/x-ndjson; charset=UTF-8",
        _ when format.StartsWith("JSONCompact", StringComparison.Ordinal) && format.Contains("EachRow", StringComparison.Ordinal)
            => "application/x-ndjson; charset=UTF-8",
        _ when format.StartsWith("JSON", StringComparison.Ordinal) => "application/json; charset=UTF-8",
        _ when format.StartsWith("TabSeparated", StringComparison.Ordinal) || format.StartsWith("TSV", StringComparison.Ordinal)
            => "text/tab-separated-values; charset=UTF-8",
        "CSV" => "text/csv; charset=UTF-8; header=absent",
        "CSVWithNames" or "CSVWithNamesAndTypes" => "text/csv; charset=UTF-8; header=present",
        "XML" => "application/xml; charset=UTF-8",
        "Markdown" => "text/markdown; charset=UTF-8",
        "Arrow" or "ArrowStream" or "Parquet" or "ORC" or "Avro" or "Native" or "RawBLOB" or "MsgPack" => "application/octet-stream",
        _ when format.StartsWith("RowBinary", StringComparison.Ordinal) || format.StartsWith("Protobuf", StringComparison.Ordinal)
            => "application/octet-stream",
        _ => "text/plain; charset=UTF-8",
    };
}
