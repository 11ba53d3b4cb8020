using System.Text;
using System.Text.Json;

namespace Coxswain.Gateway.Attempts;

/// <summary>The text of a whole answer that the gateway itself asked for.</summary>
internal static class AnswerText
{
    /// <param name="message">A Messages response.</param>
    /// <returns>Its text blocks, one after the other; empty when it has none.</returns>
    public static string Of(ReadOnlySpan<byte> message)
    {
        var text = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(message);
            using var document = JsonDocument.ParseValue(ref reader);
            foreach (var block in document.RootElement.GetProperty("content").EnumerateArray())
            {
                if (block.TryGetProperty("type", out var type) && type.ValueEquals("text") && block.TryGetProperty("text", out var part))
                {
                    text.Append(part.GetString());
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // No message: it adds nothing.
        }

        return text.ToString();
    }
}
