using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Telemetry.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>The SQL endpoint's own way to the store, for pages.</summary>
internal sealed class SqlQueries(ClickHouseForwarder store) : ISqlQueries
{
    /// <summary>What a page can show of a result; the rest is for a download.</summary>
    private const int LargestAnswer = 8 << 20;

    public async Task<SqlAnswer> AskAsync(SqlQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var mostRows = question.MostRows;
        var settings = question.Parameters.Select(static one => KeyValuePair.Create("param_" + one.Key, new StringValues(one.Value))).Append(KeyValuePair.Create("default_format", new StringValues("JSONCompact")))
            .Append(KeyValuePair.Create("limit", new StringValues((mostRows + 1).ToString(CultureInfo.InvariantCulture)))).Append(KeyValuePair.Create("wait_end_of_query", new StringValues("1")))
            .Append(KeyValuePair.Create("max_result_bytes", new StringValues(LargestAnswer.ToString(CultureInfo.InvariantCulture))))
            .Append(KeyValuePair.Create("output_format_json_quote_decimals", new StringValues("1"))).Append(KeyValuePair.Create("output_format_json_quote_64bit_integers", new StringValues("1")))
            .Append(KeyValuePair.Create(QuerySettings.Final, new StringValues(question.IsAsStored ? "0" : "1")))
            .ToDictionary(StringComparer.Ordinal);
        var (body, problem) = await store.AskAsync(question.Sql, new QueryCollection(settings), "JSONCompact", cancellationToken);
        if (problem is not null)
        {
            return new SqlAnswer([], [], false, TimeSpan.Zero, null, null, problem);
        }

        try
        {
            using var answer = JsonDocument.Parse(body);
            return Read(answer.RootElement, mostRows);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The query's own FORMAT wins over ours.
            return new SqlAnswer([], [], false, TimeSpan.Zero, null, null, "A page shows a table: leave out FORMAT. Downloads come as CSV or JSON.");
        }
    }

    private static SqlAnswer Read(JsonElement answer, int mostRows)
    {
        var columns = answer.GetProperty("meta").EnumerateArray().Select(static one => new SqlAnswerColumn(one.GetProperty("name").GetString() ?? "", one.GetProperty("type").GetString() ?? "")).ToList();
        var rows = answer.GetProperty("data").EnumerateArray().Select(static row => (IReadOnlyList<string?>)[.. row.EnumerateArray().Select(Text)]).ToList();
        var statistics = answer.TryGetProperty("statistics", out var told) ? told : default;
        return new SqlAnswer(
            columns, [.. rows.Take(mostRows)], rows.Count > mostRows, TimeSpan.FromSeconds(Number(statistics, "elapsed") ?? 0), (long?)Number(statistics, "rows_read"), (long?)Number(statistics, "bytes_read"), null);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static double? Number(JsonElement statistics, string name) => statistics.ValueKind == JsonValueKind.Object && statistics.TryGetProperty(name, out var value) && value.TryGetDouble(out var number) ? number : null;
}
