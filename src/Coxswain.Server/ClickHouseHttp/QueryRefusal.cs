using Coxswain.Engine.Http;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>Why a query is not let through, in ClickHouse's terms.</summary>
internal sealed record QueryRefusal(int Code, string Name, string Text)
{
    /// <summary>What ClickHouse answers this number with, 500 for READONLY too, unless said otherwise.</summary>
    internal int Status { get; private init; } = HttpStatusOf.Code(Code);

    internal static QueryRefusal ReadOnly(string text) => new(164, "READONLY", text);

    internal static QueryRefusal Denied(string text) => new(497, "ACCESS_DENIED", text);

    internal static QueryRefusal Syntax(string text) => new(62, "SYNTAX_ERROR", text);

    internal static QueryRefusal TooMany() => new(202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries");

    internal static QueryRefusal TooLarge() => new(229, "QUERY_IS_TOO_LARGE", "The query is larger than 1 MiB");

    /// <summary>ClickHouse calls it an internal error; the caller is at fault.</summary>
    internal static QueryRefusal NotInflated() => new(354, "ZLIB_INFLATE_FAILED", "The query's gzip data are damaged") { Status = 400 };
}
