using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>How long a value is as the client writes and counts it: JSON without white space, shortest escapes, in UTF-16 code units; however this line happens to spell it.</summary>
internal static class JsonSize
{
    public static long Compact(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        long size = 0;
        var isFirst = true;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                size++;
                isFirst = false;
                continue;
            }

            size += isFirst ? 0 : 1;
            isFirst = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName;
            size += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.PropertyName => 1 + Quoted(ref reader),
                JsonTokenType.String => Quoted(ref reader),
                _ => reader.ValueSpan.Length,
            };
        }

        return size;
    }

    private static long Quoted(ref Utf8JsonReader reader) => JsonText.LengthAsJson(reader.ValueSpan, reader.ValueIsEscaped) + 2;
}
