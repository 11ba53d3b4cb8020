using System.Globalization;
using System.Text.Json;

namespace Coxswain.Server.StatusLine;

/// <summary>What Claude Code tells its status line, as far as it is used. <see langword="null"/>: it did not say, or no such thing.</summary>
/// <param name="ClientCostUsd">The client's own sum for the session.</param>
/// <param name="CacheExpires">When the prompt cache runs out; may be past.</param>
public sealed record StatusLineInput(string? SessionId, string? Model, decimal? ClientCostUsd, double? ContextUsedPercent, DateTimeOffset? CacheExpires)
{
    private const decimal MostUsd = 1_000_000;
    private const decimal MostTokens = 1_000_000_000;
    private const int LongestText = 128;
    private const int LongestPath = 4096;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>Where the client works now; absolute.</summary>
    public string? Folder { get; init; }

    /// <summary>The model's id.</summary>
    public string? ModelId { get; init; }

    /// <summary>The context window's size.</summary>
    public long? WindowTokens { get; init; }

    /// <summary>Input, cache reads and cache writes of the last request of the main conversation.</summary>
    public long? UsedTokens { get; init; }

    /// <summary>Nothing is known.</summary>
    public static StatusLineInput Nothing { get; } = new(null, null, null, null, null);

    /// <returns><see langword="null"/> when the bytes are no JSON object.</returns>
    public static StatusLineInput? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null : new StatusLineInput(
                Text(Find(root, "session_id")),
                Text(Find(root, "model", "display_name")),
                Number(Find(root, "cost", "total_cost_usd")) is >= 0 and <= MostUsd and var cost ? cost : null,
                Number(Find(root, "context_window", "used_percentage")) is >= 0 and <= 1000 and var used ? (double)used : null,
                Moment(Find(root, "prompt_cache", "expires_at")))
            {
                Folder = PathOf(Find(root, "workspace", "current_dir")) ?? PathOf(Find(root, "cwd")),
                ModelId = Text(Find(root, "model", "id")),
                WindowTokens = Tokens(Find(root, "context_window", "context_window_size")) is > 0 and var size ? size : null,
                UsedTokens = Used(Find(root, "context_window", "current_usage")),
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON, or text with half a character in it.
            return null;
        }
    }

    private static JsonElement? Find(JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value;
    }

    private static string? Text(JsonElement? value)
        => value is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 and <= LongestText } text ? text : null;

    private static string? PathOf(JsonElement? value)
        => value is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 and <= LongestPath } path && Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal) ? path : null;

    private static decimal? Number(JsonElement? value)
        => value is { ValueKind: JsonValueKind.Number } found && decimal.TryParse(found.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Tokens(JsonElement? value)
        => Number(value) is >= 0 and <= MostTokens and var tokens && decimal.IsInteger(tokens) ? (long)tokens : null;

    /// <summary>All three, or nobody knows.</summary>
    private static long? Used(JsonElement? usage)
        => usage is { ValueKind: JsonValueKind.Object } told ? Tokens(Find(told, "input_tokens")) + Tokens(Find(told, "cache_read_input_tokens")) + Tokens(Find(told, "cache_creation_input_tokens")) : null;

    private static DateTimeOffset? Moment(JsonElement? value)
        => Number(value) is >= 0 and <= 10_000_000_000 and var seconds ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
}
