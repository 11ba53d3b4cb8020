namespace Coxswain.Core.Sessions.Reading;

/// <summary>An <c>api-request</c> line, until the assistant lines that refer to it have been read.</summary>
/// <param name="Tries">With this one, those of its request that an answer may have begun for.</param>
/// <param name="IsOver">It was answered or given up, or the conversation went on: the next line is another request's.</param>
/// <param name="IsRefused">It ended before an answer began, with an error or a lost connection: nothing was paid for it.</param>
internal sealed record RequestReference(
    string Id, string AgentId, string QuerySource, string ShapeHash, string Model, string Effort, byte Tries = 1, bool IsOver = false, bool IsRefused = false);
