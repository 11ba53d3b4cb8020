using Coxswain.Core.Recovery;

namespace Coxswain.Tests.Core.Recovery;

public sealed class FailureClassifierTests
{
    [Theory]
    [InlineData(400, "invalid_request_error", "prompt is too long: 214000 tokens > 200000 maximum", FailureClass.PromptTooLong)]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 190000 + 32000 > 200000", FailureClass.PromptTooLong)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", FailureClass.Billing)]
    [InlineData(400, "invalid_request_error", "You have reached your specified API usage limits.", FailureClass.SpendLimit)]
    [InlineData(400, "invalid_request_error", "messages.1.content.0: Invalid `signature` in `thinking` block", FailureClass.InvalidRequest)]
    [InlineData(401, "authentication_error", "invalid x-api-key", FailureClass.Authentication)]
    [InlineData(402, "billing_error", "payment required", FailureClass.Billing)]
    [InlineData(403, "permission_error", "not allowed", FailureClass.Permission)]
    [InlineData(404, "not_found_error", "model: claude-x", FailureClass.InvalidRequest)]
    [InlineData(408, "", "", FailureClass.ServerError)]
    [InlineData(409, "conflict_error", "", FailureClass.InvalidRequest)]
    [InlineData(413, "request_too_large", "Request exceeds the maximum size", FailureClass.RequestTooLarge)]
    [InlineData(429, "rate_limit_error", "Number of request tokens has exceeded your per-minute rate limit", FailureClass.RateLimited)]
    [InlineData(500, "api_error", "Internal server error", FailureClass.ServerError)]
    [InlineData(500, "overloaded_error", "Overloaded", FailureClass.Overloaded)]
    [InlineData(502, "", "", FailureClass.ServerError)]
    [InlineData(503, "", "", FailureClass.ServerError)]
    [InlineData(504, "timeout_error", "Timed out", FailureClass.ServerError)]
    [InlineData(529, "", "", FailureClass.Overloaded)]
    [InlineData(599, "", "", FailureClass.ServerError)]
    public void Responses_are_told_apart_by_status_type_and_wording(int status, string type, string message, FailureClass expected)
        => Assert.Equal(expected, FailureClassifier.OfResponse(status, new ErrorAnswer(type, message, "")));

    [Fact]
    public void A_spend_limit_is_known_by_its_code_before_its_words()
        => Assert.Equal(FailureClass.SpendLimit, FailureClassifier.OfResponse(429, new ErrorAnswer("rate_limit_error", "slow down", "enforced_spend_limit_reached")));

    [Theory]
    [InlineData("overloaded_error", "Overloaded", FailureClass.Overloaded)]
    [InlineData("api_error", "Internal server error", FailureClass.ServerError)]
    [InlineData("timeout_error", "", FailureClass.ServerError)]
    [InlineData("rate_limit_error", "", FailureClass.RateLimited)]
    [InlineData("authentication_error", "", FailureClass.Authentication)]
    [InlineData("billing_error", "", FailureClass.Billing)]
    [InlineData("permission_error", "", FailureClass.Permission)]
    [InlineData("request_too_large", "", FailureClass.RequestTooLarge)]
    [InlineData("invalid_request_error", "prompt is too long: 3 tokens > 2 maximum", FailureClass.PromptTooLong)]
    [InlineData("not_found_error", "", FailureClass.InvalidRequest)]
    [InlineData("error_of_tomorrow", "", FailureClass.ServerError)]
    [InlineData("", "", FailureClass.ServerError)]
    public void Events_are_told_apart_by_type(string type, string message, FailureClass expected)
        => Assert.Equal(expected, FailureClassifier.OfEvent(new ErrorAnswer(type, message, "")));

    [Fact]
    public void Every_status_of_an_error_has_a_class()
        => Assert.All(Enumerable.Range(400, 600), status => Assert.True(Enum.IsDefined(FailureClassifier.OfResponse(status, ErrorAnswer.None))));
}
