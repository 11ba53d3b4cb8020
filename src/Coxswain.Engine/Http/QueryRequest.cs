using Microsoft.AspNetCore.Http;

namespace Coxswain.Engine.Http;

/// <summary>A request's URL and headers, sorted into what ClickHouse's HTTP interface distinguishes.</summary>
internal sealed record QueryRequest
{
    private static readonly HashSet<string> NotSettings = new(StringComparer.Ordinal)
    {
        "query", "database", "default_format", "query_id", "user", "password", "quota_key", "role", "session_id", "session_timeout",
        "session_check", "close_session", "compress", "decompress", "stacktrace", "buffer_size", "wait_end_of_query", "client_protocol_version",
    };

    internal required string QueryId { get; init; }

    /// <summary>The statement or its beginning, from the URL; the body follows it.</summary>
    internal required string Query { get; init; }

    internal required string? Database { get; init; }

    internal required string? DefaultFormat { get; init; }

    internal required Dictionary<string, string> Settings { get; init; }

    internal required Dictionary<string, string> Parameters { get; init; }

    internal required bool WaitForEnd { get; init; }

    internal required bool Compress { get; init; }

    /// <summary>ClickHouse's own block compression (not HTTP's) was asked for.</summary>
    internal required bool NativeCompression { get; init; }

    internal required bool InSession { get; init; }

    internal static QueryRequest Read(HttpRequest request)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            var value = values.ToString();
            if (name.StartsWith("param_", StringComparison.Ordinal))
            {
                parameters[name[6..]] = value;
            }
            else if (!NotSettings.Contains(name))
            {
                settings[name] = value;
            }
        }

        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && settings.GetValueOrDefault("readonly") is null or "0")
        {
            settings["readonly"] = "2";
        }

        return new QueryRequest
        {
            QueryId = Text(request, "query_id") ?? Header(request, "X-ClickHouse-Query-Id") ?? Guid.NewGuid().ToString(),
            Query = request.Query["query"].ToString(),
            Database = Text(request, "database") ?? Header(request, "X-ClickHouse-Database"),
            DefaultFormat = Text(request, "default_format") ?? Header(request, "X-ClickHouse-Format"),
            Settings = settings,
            Parameters = parameters,
            WaitForEnd = IsOn(Text(request, "wait_end_of_query")),
            Compress = IsOn(settings.GetValueOrDefault("enable_http_compression")),
            NativeCompression = IsOn(Text(request, "compress")) || IsOn(Text(request, "decompress")),
            InSession = Text(request, "session_id") is not null,
        };
    }

    private static bool IsOn(string? value) => value is "1" or "true";

    private static string? Text(HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    private static string? Header(HttpRequest request, string name) =>
        request.Headers[name].ToString() is { Length: > 0 } value ? value : null;
}
