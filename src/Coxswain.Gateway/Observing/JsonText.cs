using System.Text.Json;

namespace Coxswain.Gateway.Observing;

/// <summary>Short texts of foreign JSON: ids, models, kinds.</summary>
internal static class JsonText
{
    private const int Longest = 256;

    /// <returns><see langword="null"/> when there is none, or one that is too long or no text.</returns>
    public static string? Of(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString() is { Length: <= Longest } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            return null;
        }
    }
}
