using System.Text;
using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Reads the wanted members of one object: any key order, any white space, escaped names, the last of equal names wins.</summary>
internal static class JsonObject
{
    /// <summary>Fills <paramref name="values"/> by <paramref name="keys"/>' indexes; members that are absent stay default.</summary>
    /// <exception cref="JsonException">Not exactly one well-formed object.</exception>
    public static void Read(ReadOnlySpan<byte> json, JsonKeys keys, Span<JsonSlice> values)
    {
        values.Clear();
        var scanner = new JsonScanner(json);
        scanner.Take((byte)'{');
        if (!scanner.TryTake((byte)'}'))
        {
            do
            {
                var index = IndexOf(json, scanner.TakeName(), keys);
                var value = scanner.TakeValue(depth: 1);
                if (index >= 0)
                {
                    values[index] = value;
                }
            }
            while (scanner.TryTake((byte)','));
            scanner.Take((byte)'}');
        }

        scanner.End();
    }

    private static int IndexOf(ReadOnlySpan<byte> json, JsonSlice name, JsonKeys keys) =>
        keys.IndexOf(name.IsEscaped ? Encoding.UTF8.GetBytes(JsonText.Decode(name.Of(json), true)) : name.Of(json));
}
