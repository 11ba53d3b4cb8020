using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Where a value lies inside the bytes it was read from. A string's slice leaves out its quotes.</summary>
internal readonly record struct JsonSlice(int Start, int Length, JsonTokenType Kind, bool IsEscaped)
{
    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsArray => Kind == JsonTokenType.StartArray;

    public bool IsString => Kind == JsonTokenType.String;

    /// <summary>Present and not <c>null</c>.</summary>
    public bool HasValue => Kind is not (JsonTokenType.None or JsonTokenType.Null);

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>The value under the reader, which is moved past it.</summary>
    public static JsonSlice Take(ref Utf8JsonReader reader)
    {
        var kind = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        if (kind == JsonTokenType.String)
        {
            return new JsonSlice(start + 1, reader.ValueSpan.Length, kind, reader.ValueIsEscaped);
        }

        reader.Skip();
        return new JsonSlice(start, (int)reader.BytesConsumed - start, kind, false);
    }
}
