namespace Coxswain.Core.Recovery;

/// <summary>A call of the gateway that is not over.</summary>
/// <param name="Begun">When it came.</param>
/// <param name="AttemptBegun">When its last attempt was sent.</param>
/// <param name="SessionId">Empty: its client names none.</param>
/// <param name="ModelId">Normalised, as it was sent last.</param>
/// <param name="PromptTokens">About, by its bytes; <see langword="null"/>: its length is not known.</param>
/// <param name="Deadline">From the attempt's begin until its answer must have begun; <see langword="null"/>: never, as recovery is off.</param>
/// <param name="Attempt">Counted from 1.</param>
/// <param name="HasBegun">Its answer has begun, and goes to the client.</param>
public sealed record CallUnderWay(
    string Id, DateTimeOffset Begun, DateTimeOffset AttemptBegun, string SessionId, string ModelId, long? PromptTokens, bool IsStream, TimeSpan? Deadline, int Attempt, bool HasBegun);
