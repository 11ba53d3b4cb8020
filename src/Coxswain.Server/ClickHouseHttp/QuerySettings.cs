using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>The URL a query is sent on with: what the client may choose, and the bounds it may only lower.</summary>
internal static class QuerySettings
{
    /// <summary>Reads every table that may hold a row more than once as if FINAL stood behind its name, in views, joins and subqueries too; <c>0</c>: as it is stored.</summary>
    internal const string Final = "final";

    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "query_id", "database", "default_format", "wait_end_of_query", "max_threads", "max_block_size", "session_timezone", "date_time_output_format",
        "join_use_nulls", "extremes", "limit", "offset", Final, "use_query_cache", "optimize_read_in_order", "aggregate_functions_null_for_empty",
        "send_progress_in_http_headers", "http_headers_progress_interval_ms", "http_write_exception_in_output_format", "output_format_write_statistics",
    };

    private static readonly string[] FreePrefixes =
    [
        "param_", "output_format_json_", "output_format_csv_", "output_format_tsv_", "output_format_pretty_", "output_format_decimal_", "output_format_parquet_",
        "output_format_arrow_", "output_format_binary_", "output_format_native_",
    ];

    // Taken note of by us or meaningless here; not sent on.
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "query", "user", "password", "readonly", "enable_http_compression", "add_http_cors_header", "cancel_http_readonly_queries_on_client_close", "result_overflow_mode",
        "client_protocol_version",
    };

    internal static (string Url, QueryRefusal? Refusal) Build(IQueryCollection asked, ClickHouseHttpOptions options, string database)
    {
        var bounds = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["max_result_rows"] = options.MaxRows,
            ["max_result_bytes"] = options.MaxResultBytes,
            ["max_execution_time"] = (long)options.MaxTime.TotalSeconds,
            ["max_memory_usage"] = options.MaxMemoryBytes,
        };
        // The typed tables keep what each teller said of a row until a merge puts it together: read without FINAL one call counts up to four times.
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["database"] = database, [Final] = "1" };
        foreach (var (name, values) in asked)
        {
            var value = values.ToString();
            if (bounds.TryGetValue(name, out var bound))
            {
                bounds[name] = Lower(value, bound);
            }
            else if (Free.Contains(name) || FreePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                settings[name] = value;
            }
            else if (!Ignored.Contains(name))
            {
                return ("", QueryRefusal.ReadOnly($"Cannot modify '{name}' setting in readonly mode"));
            }
        }

        foreach (var (name, bound) in bounds)
        {
            settings[name] = bound.ToString(CultureInfo.InvariantCulture);
        }

        (settings["readonly"], settings["result_overflow_mode"], settings["cancel_http_readonly_queries_on_client_close"]) = ("1", "throw", "1");
        return ("/" + QueryString.Create(settings.Select(static setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))), null);
    }

    /// <summary>Zero means "no bound" to ClickHouse, so it lowers nothing.</summary>
    private static long Lower(string value, long bound) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? Math.Min(asked, bound) : bound;
}
