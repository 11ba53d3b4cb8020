namespace Coxswain.Core.Sessions;

/// <summary>One session with what happened in it.</summary>
/// <param name="FailedTries">Tries of requests the client repeated.</param>
/// <param name="Errors">Requests it gave up on.</param>
public sealed record SessionDetail(
    SessionSummary Session,
    long Prompts,
    long Errors,
    long FailedTries,
    long Compactions,
    IReadOnlyList<SessionTool> Tools,
    IReadOnlyList<SessionAgent> Agents);
