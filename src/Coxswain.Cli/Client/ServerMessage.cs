using System.Text.Json;

namespace Coxswain.Cli.Client;

/// <summary>Takes the sentences for the user out of an error answer: problem details with what to do about it, or plain text.</summary>
internal static class ServerMessage
{
    private const int MaxCharacters = 2000;

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var message = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? FromProblem(text) : text.Trim();
        return message is { Length: > 0 }
            ? message[..Math.Min(message.Length, MaxCharacters)]
            : $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
    }

    /// <summary>The sentences of a line <c>{"error":…}</c>; <see langword="null"/> for any other line.</summary>
    public static string? OfLine(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error) ? FromProblem(error.GetRawText()) : null;
    }

    private static string? FromProblem(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
            {
                return string.Join(" ", errors.EnumerateObject().SelectMany(field => field.Value.EnumerateArray().Select(line => $"{field.Name}: {line.GetString()}")));
            }

            var sentence = Text(root, "detail") ?? Text(root, "title");
            return sentence is not null && Text(root, "action") is { } action ? $"{sentence} {action}" : sentence;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name)
        => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
