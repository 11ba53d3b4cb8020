using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>A failure of any session.</summary>
/// <param name="SessionId">Empty: a client that names none.</param>
/// <param name="AnsweredNext">When the next call of the same agent that was answered came; <see langword="null"/>: none is stored.</param>
public sealed record SeenFailure(string SessionId, StoredFailure Failure, DateTimeOffset? AnsweredNext);
