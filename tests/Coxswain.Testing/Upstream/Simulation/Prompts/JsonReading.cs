using System.Text.Json;

namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>Fields of bodies whose shape is not to be relied on.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement value, string name)
        => value.Field(name) is { ValueKind: JsonValueKind.String } field ? field.GetString() : null;

    /// <summary><see langword="null"/> when there is none, or not of an object.</summary>
    public static JsonElement? Field(this JsonElement value, string name)
        => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) ? field : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? value)
        => value is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
