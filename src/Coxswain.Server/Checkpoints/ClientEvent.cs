using System.Buffers;
using System.Text.Json;

namespace Coxswain.Server.Checkpoints;

/// <summary>What a hook of Claude Code was told, as far as checkpoints need it.</summary>
/// <param name="Folder">Absolute.</param>
/// <param name="TranscriptPath">Absolute; empty when it was not told.</param>
/// <param name="Error">The client's word for a failure; <see langword="null"/> in other events.</param>
/// <param name="Message">What the client showed last; never kept.</param>
public sealed record ClientEvent(string Name, string SessionId, string Folder, string TranscriptPath, string? PermissionMode, string? Error, string Message)
{
    private const int LongestId = 64;

    // It names a folder and a ref: no dots, no slashes.
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    public static bool IsSessionId(string? text) => text is { Length: > 0 and <= LongestId } && text[0] != '-' && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <returns><see langword="null"/> when the bytes are no event of a session in a folder.</returns>
    public static ClientEvent? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && Text(root, "hook_event_name") is { Length: > 0 } name
                && Text(root, "session_id") is { } session && IsSessionId(session)
                && PathOf(root, "cwd") is { Length: > 0 } folder
                ? new ClientEvent(name, session, folder, PathOf(root, "transcript_path"), Text(root, "permission_mode"), Text(root, "error"), Text(root, "last_assistant_message") ?? "")
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string PathOf(JsonElement root, string name)
        => Text(root, name) is { } path && Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal) ? path : "";

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
