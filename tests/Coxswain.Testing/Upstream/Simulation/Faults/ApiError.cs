namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>An error as the Messages API answers it.</summary>
/// <param name="Type">Of the error object: <c>overloaded_error</c> and the like.</param>
public sealed record ApiError(int Status, string Type, string Message)
{
    /// <summary><c>details.error_code</c>; <see langword="null"/> where the API gives no details.</summary>
    public string? Code { get; init; }

    /// <summary>Whole seconds on the wire; <see langword="null"/> sends no <c>retry-after</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Sent in the place of the JSON: an error page of something between client and API.</summary>
    public string? Html { get; init; }

    public static ApiError InvalidRequest(string message) => new(400, "invalid_request_error", message);

    public static ApiError PromptTooLong(long tokens, long window) => InvalidRequest($"prompt is too long: {tokens} tokens > {window} maximum");

    public static ApiError UnknownModel(string model) => new(404, "not_found_error", "model: " + model);

    public static ApiError RateLimited(TimeSpan? retryAfter, string limit = "50 requests per minute") => new(
        429,
        "rate_limit_error",
        $"This request would exceed your organization's rate limit of {limit}. For details, refer to: https://docs.claude.com/en/api/rate-limits. You can see the response headers for current usage.")
    {
        RetryAfter = retryAfter,
    };
}
