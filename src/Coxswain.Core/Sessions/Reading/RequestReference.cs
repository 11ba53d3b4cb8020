namespace Coxswain.Core.Sessions.Reading;

/// <summary>An <c>api-request</c> line, until the assistant lines that refer to it have been read.</summary>
internal sealed record RequestReference(string Id, string QuerySource, string ShapeHash, string Model, string Effort);
