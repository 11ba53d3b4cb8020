namespace Coxswain.Server.ClickHouseHttp;

/// <summary>Why a query is not let through, in ClickHouse's terms.</summary>
internal sealed record QueryRefusal(int Status, int Code, string Name, string Text)
{
    internal static QueryRefusal ReadOnly(string text) => new(500, 164, "READONLY", text);

    internal static QueryRefusal Denied(string text) => new(403, 497, "ACCESS_DENIED", text);

    internal static QueryRefusal Syntax(string text) => new(400, 62, "SYNTAX_ERROR", text);
}
