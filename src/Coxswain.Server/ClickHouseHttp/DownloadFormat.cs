namespace Coxswain.Server.ClickHouseHttp;

/// <summary>As what the SQL page's answers can be kept.</summary>
/// <param name="Name">In the address.</param>
internal sealed record DownloadFormat(string Name, string ClickHouseName, string MediaType, string FileName)
{
    /// <summary>For spreadsheets: <see cref="SpreadsheetCsv"/>.</summary>
    public static DownloadFormat Csv { get; } = new("csv", "CSVWithNames", "text/csv; charset=UTF-8; header=present", "coxswain.csv");

    /// <summary>One array of objects.</summary>
    public static DownloadFormat Json { get; } = new("json", "JSONEachRow", "application/json; charset=UTF-8", "coxswain.json");

    /// <summary>An object a line.</summary>
    public static DownloadFormat JsonLines { get; } = new("ndjson", "JSONEachRow", "application/x-ndjson; charset=UTF-8", "coxswain.ndjson");

    private static DownloadFormat[] All => [Csv, Json, JsonLines];

    /// <returns><see langword="null"/>: there is no such one.</returns>
    public static DownloadFormat? Find(string name) => Array.Find(All, one => one.Name == name);
}
