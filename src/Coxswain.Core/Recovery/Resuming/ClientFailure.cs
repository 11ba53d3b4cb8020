namespace Coxswain.Core.Recovery.Resuming;

/// <summary>Names failures that the client told in its own words.</summary>
public static class ClientFailure
{
    /// <param name="word">As in a <c>StopFailure</c> event and in the transcript.</param>
    /// <param name="status">Of the HTTP answer; <see langword="null"/>: there was none, or nobody told.</param>
    /// <param name="message">What the client showed.</param>
    /// <returns><see langword="null"/> when nothing says what failed.</returns>
    public static FailureClass? Of(string? word, int? status, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return status is >= 400 ? FailureClassifier.OfResponse(status.Value, new ErrorAnswer("", message, "")) : word switch
        {
            "overloaded" => FailureClass.Overloaded,
            "server_error" => FailureClass.ServerError,
            "rate_limit" => FailureClassifier.OfResponse(429, new ErrorAnswer("", message, "")),
            "authentication_failed" or "oauth_org_not_allowed" => FailureClass.Authentication,
            "billing_error" => FailureClass.Billing,
            "invalid_request" => FailureClassifier.OfResponse(400, new ErrorAnswer("", message, "")),
            "model_not_found" or "max_output_tokens" => FailureClass.InvalidRequest,
            // What the client calls unknown and shows as a failed connection.
            "unknown" when message.Contains("onnection", StringComparison.Ordinal) || message.Contains("Unable to connect", StringComparison.Ordinal) => FailureClass.ConnectFailed,
            _ => null,
        };
    }
}
