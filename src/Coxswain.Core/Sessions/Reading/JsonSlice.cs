using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Where a value or a member's name lies in the text it was read from. A string's slice leaves out its quotes.</summary>
/// <param name="Index">Its place among all values of the text; those of a container follow it.</param>
/// <param name="Next">The place of the first value behind it and all within it.</param>
internal readonly record struct JsonSlice(int Start, int Length, JsonTokenType Kind, bool IsEscaped, int Index, int Next)
{
    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsArray => Kind == JsonTokenType.StartArray;

    public bool IsString => Kind == JsonTokenType.String;

    /// <summary>Present and not <c>null</c>.</summary>
    public bool HasValue => Kind is not (JsonTokenType.None or JsonTokenType.Null);

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
