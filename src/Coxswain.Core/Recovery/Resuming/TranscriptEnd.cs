using System.Text.Json;

namespace Coxswain.Core.Recovery.Resuming;

/// <summary>How a transcript ends, as far as that says whether its session died of a failure of the API.</summary>
/// <param name="IsFailure">The last message is the client's own, about a call that failed.</param>
/// <param name="Class"><see langword="null"/> when nothing says what failed.</param>
/// <param name="AtUtc">When that message was written; <see langword="null"/> when it does not say.</param>
public sealed record TranscriptEnd(bool IsFailure, FailureClass? Class, DateTimeOffset? AtUtc)
{
    private static readonly TranscriptEnd None = new(false, null, null);

    /// <param name="tail">The last bytes of the transcript; the first line may be cut.</param>
    public static TranscriptEnd Read(ReadOnlySpan<byte> tail)
    {
        while (!tail.IsEmpty)
        {
            var start = tail.LastIndexOf((byte)'\n') + 1;
            if (OfLine(tail[start..]) is { } end)
            {
                return end;
            }

            tail = start == 0 ? [] : tail[..(start - 1)];
        }

        return None;
    }

    /// <returns><see langword="null"/> when the line is no message.</returns>
    private static TranscriptEnd? OfLine(ReadOnlySpan<byte> line)
    {
        // Other lines are many and long, and need not be parsed.
        if (line.IndexOf("\"type\":\"assistant\""u8) < 0 && line.IndexOf("\"type\":\"user\""u8) < 0)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            return OfMessage(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TranscriptEnd? OfMessage(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "type") is not ("assistant" or "user") || IsTrue(root, "isSidechain"))
        {
            return null;
        }

        if (!IsTrue(root, "isApiErrorMessage"))
        {
            return None;
        }

        int? status = root.TryGetProperty("apiErrorStatus", out var told) && told.ValueKind == JsonValueKind.Number && told.TryGetInt32(out var number) ? number : null;
        DateTimeOffset? at = root.TryGetProperty("timestamp", out var time) && time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out var when) ? when : null;
        return new TranscriptEnd(true, ClientFailure.Of(Text(root, "error"), status, Message(root)), at);
    }

    private static string Message(JsonElement root)
        => root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            && content.GetArrayLength() > 0 && content[0].ValueKind == JsonValueKind.Object ? Text(content[0], "text") ?? "" : "";

    private static bool IsTrue(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
