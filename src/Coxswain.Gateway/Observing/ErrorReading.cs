using System.Text.Json;
using Coxswain.Core.Recovery;

namespace Coxswain.Gateway.Observing;

/// <summary>Reads <c>{"type":"error","error":{…}}</c>, the body of an error response or the data of an <c>error</c> event.</summary>
internal static class ErrorReading
{
    private const int LongestMessage = 2048;

    /// <returns><see cref="ErrorAnswer.None"/> when the bytes are something else.</returns>
    public static ErrorAnswer Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 32 });
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
            {
                return ErrorAnswer.None;
            }

            var code = error.TryGetProperty("details", out var details) ? JsonText.Of(details, "error_code") : null;
            return new ErrorAnswer(JsonText.Of(error, "type") ?? "", Message(error), code ?? "");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return ErrorAnswer.None;
        }
    }

    private static string Message(JsonElement error)
        => error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String && message.GetString() is { } text
            ? text.Length > LongestMessage ? text[..LongestMessage] : text
            : "";
}
