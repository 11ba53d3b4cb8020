using System.Text;
using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Reads the wanted members of one object: any key order, any white space, escaped names, the last of equal names wins.</summary>
internal static class JsonObject
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>Fills <paramref name="values"/> by <paramref name="keys"/>' indexes; members that are absent stay default.</summary>
    /// <exception cref="JsonException">Not exactly one well-formed object.</exception>
    public static void Read(ReadOnlySpan<byte> json, JsonKeys keys, Span<JsonSlice> values)
    {
        values.Clear();
        var reader = new Utf8JsonReader(json, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Not an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader, keys);
            reader.Read();
            if (index >= 0)
            {
                values[index] = JsonSlice.Take(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (reader.Read())
        {
            throw new JsonException("More than one value.");
        }
    }

    private static int IndexOf(ref Utf8JsonReader reader, JsonKeys keys) => reader.ValueIsEscaped
        ? keys.IndexOf(Encoding.UTF8.GetBytes(JsonText.Decode(reader.ValueSpan, true)))
        : keys.IndexOf(reader.ValueSpan);
}
