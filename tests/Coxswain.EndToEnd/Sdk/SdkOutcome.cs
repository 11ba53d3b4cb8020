using System.Text.Json;

namespace Coxswain.EndToEnd.Sdk;

/// <summary>What the official SDK made of one call.</summary>
/// <param name="Kind">Class of the SDK's error; <see langword="null"/> when the call succeeded.</param>
/// <param name="TextSha256">Of the answer's text; <see langword="null"/> when the call failed.</param>
internal sealed record SdkOutcome(int Call, bool Stream, bool IsOk, string? Kind, string? Stop, string? TextSha256, TimeSpan Took)
{
    public static SdkOutcome Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new SdkOutcome(
            root.GetProperty("call").GetInt32(),
            root.GetProperty("stream").GetBoolean(),
            root.GetProperty("ok").GetBoolean(),
            root.GetProperty("kind").GetString(),
            root.GetProperty("stop").GetString(),
            root.GetProperty("text_sha256").GetString(),
            TimeSpan.FromMilliseconds(root.GetProperty("ms").GetInt64()));
    }
}
