namespace Coxswain.Core.Recovery.Requests;

/// <summary>
/// A body of <c>POST /v1/messages</c> and where its parts are. Nothing is ever written anew from it: changes are splices, so all that is not changed stays byte for byte,
/// signatures, unknown fields and the order of keys included.
/// </summary>
public sealed class MessagesRequest
{
    internal MessagesRequest(ReadOnlyMemory<byte> body, string model, IReadOnlyList<RequestMember> members, IReadOnlyList<RequestMessage> messages)
    {
        Body = body;
        Model = model;
        Members = members;
        Messages = messages;
    }

    public ReadOnlyMemory<byte> Body { get; }

    public string Model { get; }

    /// <summary>In the body's order; names are unique.</summary>
    public IReadOnlyList<RequestMember> Members { get; }

    /// <summary>One or more.</summary>
    public IReadOnlyList<RequestMessage> Messages { get; }

    /// <summary>Null when there is none, or none that fits.</summary>
    public int? MaxTokens { get; init; }

    public bool Stream { get; init; }

    /// <summary>Bytes that cost tokens by their length.</summary>
    public long TextBytes => Body.Length - Messages.Sum(message => message.Blocks.Sum(block => (long)block.EncodedBytes));

    public int EncodedParts => Messages.Sum(message => message.Blocks.Sum(block => block.EncodedParts));

    /// <summary>Never throws: a body that is not such a request, too large, too deep or ambiguous gives a reading without one.</summary>
    public static RequestReading Read(ReadOnlyMemory<byte> body) => MessagesRequestReader.Read(body);

    public RequestMember? Member(string name) => Members.FirstOrDefault(member => member.Name == name);

    public ReadOnlySpan<byte> Bytes(ByteRange range) => range.In(Body);
}
