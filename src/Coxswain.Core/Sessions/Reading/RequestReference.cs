namespace Coxswain.Core.Sessions.Reading;

/// <summary>An <c>api-request</c> line, until the assistant lines that refer to it have been read.</summary>
/// <param name="Tries">With this one, of the same agent and query source since the last one that was answered. A request that was given up is among them.</param>
internal sealed record RequestReference(string Id, string AgentId, string QuerySource, string ShapeHash, string Model, string Effort, byte Tries = 1, bool IsAnswered = false);
