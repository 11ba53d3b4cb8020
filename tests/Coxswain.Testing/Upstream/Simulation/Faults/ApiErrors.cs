namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>The errors that need nothing of the request, by the names plan files use.</summary>
public static class ApiErrors
{
    private const string ProxyPage =
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    public static IReadOnlyDictionary<string, ApiError> Named { get; } = new Dictionary<string, ApiError>
    {
        ["400"] = ApiError.InvalidRequest("messages: at least one message is required"),
        ["400-spend"] = ApiError.InvalidRequest("You have reached your specified workspace API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."),
        ["400-credit"] = ApiError.InvalidRequest("Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."),
        ["401"] = new(401, "authentication_error", "invalid x-api-key"),
        ["402"] = new(402, "billing_error", "Your account has a problem with its billing."),
        ["403"] = new(403, "permission_error", "Your API key does not have permission to use the specified resource."),
        ["404"] = new(404, "not_found_error", "Not found"),
        ["408"] = new(408, "timeout_error", "Request timed out"),
        ["409"] = new(409, "conflict_error", "The resource was changed by another request."),
        ["413"] = new(413, "request_too_large", "Request exceeds the maximum size"),
        ["429"] = ApiError.RateLimited(TimeSpan.FromSeconds(1)),
        ["429-no-wait"] = ApiError.RateLimited(null),
        ["429-long"] = ApiError.RateLimited(TimeSpan.FromMinutes(10)),
        ["429-spend"] = new(
            429,
            "rate_limit_error",
            "You have reached your API usage limits: your organization has crossed its monthly API usage threshold, set based on your organization's API tier. You will regain access on 2026-12-01 at 00:00 UTC.")
        {
            Code = "enforced_spend_limit_reached",
        },
        ["500"] = new(500, "api_error", "Internal server error"),
        ["502"] = new(502, "api_error", "Bad gateway"),
        ["502-html"] = new(502, "", "") { Html = ProxyPage },
        ["503"] = new(503, "api_error", "Service unavailable"),
        ["504"] = new(504, "timeout_error", "Request timed out"),
        ["529"] = new(529, "overloaded_error", "Overloaded"),
    };
}
