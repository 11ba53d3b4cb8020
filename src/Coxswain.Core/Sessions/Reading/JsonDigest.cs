using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>A hash of JSON values that does not depend on how they are spelled: equal values have equal digests, and the text cannot be had back from it.</summary>
internal static class JsonDigest
{
    private const int KeptBytes = 16;

    /// <returns>Empty when none of the parts has a value.</returns>
    public static string Of(ParsedJson json, ReadOnlySpan<JsonSlice> parts)
    {
        var content = new ArrayBufferWriter<byte>();
        var hasAny = false;
        foreach (var part in parts)
        {
            hasAny |= part.HasValue;
            content.Write(part.HasValue ? Digest(json, part) : [0]);
        }

        return hasAny ? Convert.ToHexStringLower(SHA256.HashData(content.WrittenSpan).AsSpan(0, KeptBytes)) : "";
    }

    /// <summary>As deep as the parser lets a text be.</summary>
    private static byte[] Digest(ParsedJson json, JsonSlice value)
    {
        var content = new ArrayBufferWriter<byte>();
        content.Write([(byte)value.Kind]);
        if (value.IsObject)
        {
            foreach (var (name, member) in Members(json, value))
            {
                content.Write(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
                content.Write(Digest(json, member));
            }
        }
        else if (value.IsArray)
        {
            var element = default(JsonSlice);
            while (json.TryNext(value, ref element))
            {
                content.Write(Digest(json, element));
            }
        }
        else
        {
            content.Write(value.Kind == JsonTokenType.String ? Encoding.UTF8.GetBytes(JsonText.Decode(value.Of(json.Bytes), value.IsEscaped)) : value.Of(json.Bytes));
        }

        return SHA256.HashData(content.WrittenSpan);
    }

    /// <summary>By name; of equal names the last one counts.</summary>
    private static SortedDictionary<string, JsonSlice> Members(ParsedJson json, JsonSlice container)
    {
        var members = new SortedDictionary<string, JsonSlice>(StringComparer.Ordinal);
        var member = default(JsonSlice);
        while (json.TryNext(container, ref member))
        {
            members[json.NameOf(member)] = member;
        }

        return members;
    }
}
