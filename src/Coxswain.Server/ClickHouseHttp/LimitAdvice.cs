namespace Coxswain.Server.ClickHouseHttp;

/// <summary>What a user can do about a query that ran into one of the bounds of <see cref="ClickHouseHttpOptions"/>, by ClickHouse's error number.</summary>
public static class LimitAdvice
{
    private const int TimeoutExceeded = 159;
    private const int TooSlow = 160;
    private const int TooManySimultaneousQueries = 202;
    private const int MemoryLimitExceeded = 241;
    private const int TooManyRowsOrBytes = 396;

    /// <summary>The setting that holds the bound, null when the error is about none.</summary>
    /// <param name="message">ClickHouse's, which alone tells rows from bytes.</param>
    public static string? Setting(int code, string message) => code switch
    {
        TimeoutExceeded or TooSlow => "sql.maxTime",
        TooManySimultaneousQueries => "sql.maxConcurrentQueries",
        MemoryLimitExceeded => "sql.maxMemoryBytes",
        TooManyRowsOrBytes => message.Contains("max bytes", StringComparison.OrdinalIgnoreCase) ? "sql.maxResultBytes" : "sql.maxRows",
        _ => null,
    };

    /// <summary>One clause, to stand at a sentence's end.</summary>
    public static string Raise(string setting) => $"narrow the query, or raise {setting} with \"cox config set {setting} …\" and restart the daemon";

    /// <summary>ClickHouse's own status, but for bounds it calls an internal error: the query is at fault, and repeating it does not help.</summary>
    internal static int StatusOf(int status, int? code) => code is MemoryLimitExceeded or TooManyRowsOrBytes && status == 500 ? 422 : status;
}
