using System.Text.Json;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>Finds the items of a list inside a body that was already read as JSON.</summary>
internal static class JsonItems
{
    /// <summary>Empty when the value is not a list.</summary>
    public static IReadOnlyList<ByteRange> Of(ReadOnlyMemory<byte> body, ByteRange value)
    {
        var json = new Utf8JsonReader(value.In(body), JsonMembers.Options);
        var items = new List<ByteRange>();
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return items;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)json.TokenStartIndex + value.Start;
            json.Skip();
            items.Add(new ByteRange(start, (int)json.BytesConsumed + value.Start));
        }

        return items;
    }
}
