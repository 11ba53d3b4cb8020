using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coxswain.Cli.Setup;

/// <summary>Reads texts of settings, Latin-1 images of bytes, as Claude Code does: comments and trailing commas are allowed.</summary>
internal static class JsonTexts
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 128 };
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonDocument Parse(string text) => JsonDocument.Parse(Encoding.Latin1.GetBytes(text), Lenient);

    /// <summary>Whether the text is JSON without comments and trailing commas; a byte order mark does not count.</summary>
    public static bool IsStrict(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? text[3..] : text), new JsonDocumentOptions { MaxDepth = 128 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>JSON in ASCII alone, and as a person would write it.</summary>
    public static string Write<T>(T value)
        => string.Concat(JsonSerializer.Serialize(value, Readable).Select(static c => char.IsAscii(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    /// <summary>Whether two texts say the same, whatever their layout and spelling.</summary>
    public static bool Same(string left, string right)
    {
        if (left == right)
        {
            return true;
        }

        using var one = Parse(left);
        using var other = Parse(right);
        try
        {
            return JsonElement.DeepEquals(one.RootElement, other.RootElement);
        }
        catch (InvalidOperationException)
        {
            // Text with half a character in it: ours has none.
            return false;
        }
    }
}
