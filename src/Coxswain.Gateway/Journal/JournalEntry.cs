namespace Coxswain.Gateway.Journal;

/// <summary>A failed request that is kept so that it can be sent again. Its body is in the same file; keys are kept nowhere.</summary>
/// <param name="Id">Of the call that failed.</param>
/// <param name="SessionId">Empty for clients that tell none.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Failure">As events spell it: <c>prompt_too_long</c>.</param>
/// <param name="Status">What the client got.</param>
/// <param name="Message">The API's own words, if it said any; it may quote the request, so it stays in this file.</param>
/// <param name="Headers">Those that decide the answer: <c>anthropic-version</c>, <c>anthropic-beta</c> and the like.</param>
public sealed record JournalEntry(
    string Id, DateTimeOffset At, string SessionId, string Client, string Model, string Target, string Failure, int Status, string Message, long BodyBytes, IReadOnlyDictionary<string, string> Headers);
