namespace Coxswain.Core.Recovery.Analysis;

/// <summary>One failure as it is stored. Empty text: nobody said.</summary>
/// <param name="Kind"><c>api_retry</c>: a try the client repeated; <c>api_error</c>: its last word; <c>api_retries_exhausted</c>: the count of tries beside that; <c>api_refusal</c>.</param>
/// <param name="Model">That of the nearest answered call where nobody told it.</param>
/// <param name="StatusCode"><see langword="null"/> when there was no HTTP answer.</param>
/// <param name="ErrorType">The API's, the client's own word, or the code of a lost connection.</param>
/// <param name="Duration">Of the last try.</param>
/// <param name="Attempt">Number of the try that failed, from 1.</param>
/// <param name="TotalAttempts">All of one request; in what the gateway saw, its own attempts.</param>
/// <param name="WaitBeforeNext">How long the client waited then.</param>
/// <param name="PromptTokens">Of the nearest answered call of the same agent, since a failure tells none; <see langword="null"/> when there is none.</param>
public sealed record StoredFailure(
    DateTimeOffset Time,
    string Kind,
    string Model,
    int? StatusCode,
    string ErrorType,
    string Message,
    TimeSpan? Duration,
    long? Attempt,
    long? TotalAttempts,
    TimeSpan? Retrying,
    string RequestId,
    string AgentId,
    TimeSpan? WaitBeforeNext,
    bool IsTelemetry,
    bool IsTranscript,
    long? PromptTokens)
{
    /// <summary>The gateway saw it.</summary>
    public bool IsGateway => !IsTelemetry && !IsTranscript;

    public const string Retry = "api_retry";
    public const string GivenUp = "api_error";
    public const string Exhausted = "api_retries_exhausted";
    public const string Refusal = "api_refusal";
}
