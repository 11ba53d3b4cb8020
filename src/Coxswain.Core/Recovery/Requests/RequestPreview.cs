using System.Buffers.Text;
using System.Text.Json;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Recovery.Requests;

/// <summary>
/// Looks only for the members of a Messages request that decide how it is treated. A call waits for this, and most of a prompt is long strings full of escapes,
/// so they are passed over in blocks; whether the rest is sound is for the upstream to say.
/// </summary>
public static class RequestPreview
{
    private const int LongestModel = 256;

    /// <param name="model">Empty when the request names none that could be one.</param>
    /// <param name="isStream">Whether a stream is asked for.</param>
    /// <param name="maxTokens">The most output asked for; <see langword="null"/> when the request does not say.</param>
    public static void Read(ReadOnlySpan<byte> body, out string model, out bool isStream, out long? maxTokens)
    {
        (model, isStream, maxTokens) = ("", false, null);
        try
        {
            var at = JsonScanner.SkipSpace(body, 0);
            if (JsonScanner.Next(body, at) != '{')
            {
                return;
            }

            do
            {
                at = JsonScanner.SkipSpace(body, at + 1);
                if (JsonScanner.Next(body, at) != '"')
                {
                    return;
                }

                var name = body[at..(JsonScanner.EndOfString(body, at + 1, out _) + 1)];
                at = JsonScanner.SkipSpace(body, at + name.Length);
                if (JsonScanner.Next(body, at) != ':')
                {
                    return;
                }

                at = JsonScanner.SkipSpace(body, at + 1);
                var value = body[at..EndOfValue(body, at)];
                Take(name, value, ref model, ref isStream, ref maxTokens);
                at = JsonScanner.SkipSpace(body, at + value.Length);
            }
            while (JsonScanner.Next(body, at) == ',');
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // What came before it counts.
        }
    }

    private static void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref string model, ref bool isStream, ref long? maxTokens)
    {
        if (value[0] == '"' && value.Length <= LongestModel + 2 && Is(name, "model"u8))
        {
            var reader = new Utf8JsonReader(value);
            reader.Read();
            model = reader.GetString() ?? "";
        }
        else if (Is(name, "stream"u8))
        {
            isStream = value.SequenceEqual("true"u8);
        }
        else if (Is(name, "max_tokens"u8))
        {
            maxTokens = Utf8Parser.TryParse(value, out long tokens, out var read) && read == value.Length && tokens >= 0 ? tokens : null;
        }
    }

    /// <param name="name">With its quotes, escaped or not.</param>
    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted)
    {
        var reader = new Utf8JsonReader(name);
        return reader.Read() && reader.ValueTextEquals(wanted);
    }

    /// <summary>Behind a value of any kind.</summary>
    private static int EndOfValue(ReadOnlySpan<byte> body, int at)
    {
        var depth = 0;
        do
        {
            switch (JsonScanner.Next(body, at))
            {
                case (byte)'"':
                    at = JsonScanner.EndOfString(body, at + 1, out _) + 1;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                case (byte)'}' or (byte)']' when depth > 0:
                    depth--;
                    at++;
                    break;
                case (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' when depth > 0:
                    at++;
                    break;
                default:
                    at = JsonScanner.EndOfScalar(body, at, out _);
                    break;
            }
        }
        while (depth > 0);
        return at;
    }
}
