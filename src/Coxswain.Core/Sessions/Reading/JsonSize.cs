using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>How long a value is as the client writes and counts it: JSON without white space, shortest escapes, in UTF-16 code units; however this line happens to spell it.</summary>
internal static class JsonSize
{
    /// <summary>0 when absent or <c>null</c>.</summary>
    public static long Compact(ParsedJson json, JsonSlice value)
    {
        if (!value.HasValue)
        {
            return 0;
        }

        // Each value but the first of a container has a comma before it: one for all, less one for each container that is not empty.
        long size = -1;
        foreach (ref readonly var part in json.All(value))
        {
            size += part.Kind switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => part.Next > part.Index + 1 ? 2 : 3,
                JsonTokenType.PropertyName => Quoted(json, part) + 1,
                JsonTokenType.String => Quoted(json, part) + 1,
                _ => part.Length + 1,
            };
        }

        return size;
    }

    private static long Quoted(ParsedJson json, in JsonSlice text) => JsonText.LengthAsJson(text.Of(json.Bytes), text.IsEscaped) + 2;
}
