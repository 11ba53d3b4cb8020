namespace Coxswain.Core.Recovery;

/// <summary>Calls through the gateway as they are stored, by how they ended.</summary>
/// <param name="Recovered">Of those answered, after a failure the client saw nothing of.</param>
/// <param name="Failed">The client got an error, or an answer that broke off.</param>
/// <param name="Unread">Answers in an encoding that was not read: they passed, but tokens and cost are unknown.</param>
public sealed record RecordedCalls(long Calls, long Answered, long Recovered, long Failed, long ClientGone, long Unread);
