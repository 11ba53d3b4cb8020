namespace Coxswain.Tests.Gateway;

/// <summary>What a client of the gateway got.</summary>
/// <param name="Headers">By lower-case name.</param>
/// <param name="IsCut">The connection ended in the middle of the body.</param>
internal sealed record BedAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body, bool IsCut);
