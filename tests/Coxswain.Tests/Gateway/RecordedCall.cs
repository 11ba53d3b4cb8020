namespace Coxswain.Tests.Gateway;

/// <summary>What came in at one end: the request at the upstream, or the response at the client.</summary>
/// <param name="Headers">Each value by itself, names in lower case, in order of name.</param>
internal sealed record RecordedCall(string Head, IReadOnlyList<string> Headers, byte[] Body)
{
    /// <summary>Of one connection or of HTTP's framing; not end to end.</summary>
    private static readonly string[] Framing = ["host", "connection", "keep-alive", "transfer-encoding", "content-length", "x-call"];

    public static IReadOnlyList<string> Comparable(IEnumerable<(string Name, string Value)> headers) =>
        [.. headers.Select(static one => (Name: one.Name.ToLowerInvariant(), one.Value)).Where(static one => !Framing.Contains(one.Name)).Select(static one => $"{one.Name}: {one.Value}").Order(StringComparer.Ordinal)];
}
