using System.Text;
using System.Text.Json;

namespace Coxswain.Gateway.Attempts;

/// <summary>The text of a whole answer that the gateway itself asked for.</summary>
internal static class AnswerText
{
    private const string Cut = " [cut off here by its length limit]";

    /// <param name="message">A Messages response.</param>
    /// <returns>Its text blocks, one after the other, and a word where its length limit cut it; empty when it has none, or the model refused.</returns>
    public static string Of(ReadOnlySpan<byte> message)
    {
        var text = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(message);
            using var document = JsonDocument.ParseValue(ref reader);
            var end = document.RootElement.TryGetProperty("stop_reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString() : "";
            if (end == "refusal")
            {
                return "";
            }

            foreach (var block in document.RootElement.GetProperty("content").EnumerateArray())
            {
                if (block.TryGetProperty("type", out var type) && type.ValueEquals("text") && block.TryGetProperty("text", out var part))
                {
                    text.Append(part.GetString());
                }
            }

            if (text.Length > 0 && end is "max_tokens" or "model_context_window_exceeded")
            {
                text.Append(Cut);
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // No message: it adds nothing.
        }

        return text.ToString();
    }
}
