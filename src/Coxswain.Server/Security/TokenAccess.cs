namespace Coxswain.Server.Security;

/// <summary>How an endpoint of the API listener is opened. Endpoints without this metadata, and unknown paths, take the bearer token only.</summary>
public enum TokenAccess
{
    Bearer,

    /// <summary>Open to anyone who passes the Host and Origin checks; must show nothing private.</summary>
    Open,

    /// <summary>A page: opened by the cookie of a browser that logged in. Who has none is sent to the login page.</summary>
    Browser,

    /// <summary>Also takes the token as ClickHouse clients send passwords: Basic, or <c>X-ClickHouse-Key</c>.</summary>
    ClickHouse,
}
