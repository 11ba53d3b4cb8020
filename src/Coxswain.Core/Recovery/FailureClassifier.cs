namespace Coxswain.Core.Recovery;

/// <summary>Names a failure by status, then error type, then wording, in that order; see <c>docs/recovery.md</c>.</summary>
public static class FailureClassifier
{
    private const string SpendLimitCode = "enforced_spend_limit_reached";

    private static readonly string[] TooLong = ["prompt is too long", "input length and `max_tokens` exceed context limit", "exceeds the context window", "exceed context limit"];
    private static readonly string[] NoCredit = ["credit balance is too low"];
    private static readonly string[] SpendLimits = ["spend limit", "spending limit", "usage limits"];

    /// <param name="status">4xx or 5xx.</param>
    public static FailureClass OfResponse(int status, ErrorAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return status switch
        {
            401 => FailureClass.Authentication,
            402 => FailureClass.Billing,
            403 => FailureClass.Permission,
            413 => FailureClass.RequestTooLarge,
            429 => answer.Code == SpendLimitCode || Says(answer, SpendLimits) ? FailureClass.SpendLimit : FailureClass.RateLimited,
            529 => FailureClass.Overloaded,
            >= 500 => answer.Type == "overloaded_error" ? FailureClass.Overloaded : FailureClass.ServerError,
            408 => FailureClass.ServerError,
            _ => OfRequest(answer),
        };
    }

    /// <summary>An <c>error</c> event: there is no status, the type takes its place.</summary>
    public static FailureClass OfEvent(ErrorAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Type switch
        {
            "overloaded_error" => FailureClass.Overloaded,
            "rate_limit_error" => OfResponse(429, answer),
            "authentication_error" => FailureClass.Authentication,
            "billing_error" => FailureClass.Billing,
            "permission_error" => FailureClass.Permission,
            "request_too_large" => FailureClass.RequestTooLarge,
            "invalid_request_error" or "not_found_error" or "conflict_error" => OfRequest(answer),
            _ => FailureClass.ServerError,
        };
    }

    private static FailureClass OfRequest(ErrorAnswer answer)
        => Says(answer, TooLong) ? FailureClass.PromptTooLong
            : Says(answer, NoCredit) ? FailureClass.Billing
            : answer.Code == SpendLimitCode || Says(answer, SpendLimits) ? FailureClass.SpendLimit
            : FailureClass.InvalidRequest;

    private static bool Says(ErrorAnswer answer, string[] wordings) => Array.Exists(wordings, wording => answer.Message.Contains(wording, StringComparison.OrdinalIgnoreCase));
}
