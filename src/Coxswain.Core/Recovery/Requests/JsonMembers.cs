using System.Text.Json;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Reads the members of an object inside a body that was already read as JSON.</summary>
internal static class JsonMembers
{
    internal const int MostDepth = 128;

    internal static readonly JsonReaderOptions Options = new() { MaxDepth = MostDepth };

    /// <summary>Empty when the value is not an object.</summary>
    public static IReadOnlyList<RequestMember> Of(ReadOnlyMemory<byte> body, ByteRange value)
    {
        var json = new Utf8JsonReader(value.In(body), Options);
        var members = new List<RequestMember>();
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return members;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            members.Add(Next(ref json, value.Start, out _));
        }

        return members;
    }

    /// <summary>From a name to its value's end.</summary>
    internal static RequestMember Next(ref Utf8JsonReader json, int offset, out Utf8JsonReader atValue)
    {
        var name = Text(ref json);
        var start = (int)json.TokenStartIndex + offset;
        json.Read();
        atValue = json;
        var (kind, from) = (json.TokenType, (int)json.TokenStartIndex + offset);
        json.Skip();
        var to = (int)json.BytesConsumed + offset;
        return new RequestMember(name, new ByteRange(start, to), new ByteRange(from, to), kind);
    }

    /// <summary>A lone half of a surrogate pair is legal JSON and no text: it reads as the replacement character.</summary>
    internal static string Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
