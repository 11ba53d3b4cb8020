using System.Text.Json.Nodes;

namespace Coxswain.Testing.Upstream;

/// <summary>Token counts of a scripted answer. The cache write is split by lifetime only when one of the parts is given.</summary>
public sealed record UpstreamUsage
{
    public int Input { get; init; } = 120;

    public int CacheWrite { get; init; } = 2000;

    public int? CacheWrite5m { get; init; }

    public int? CacheWrite1h { get; init; }

    public int CacheRead { get; init; } = 5000;

    public int WebSearches { get; init; }

    public JsonObject ToJson(int output)
    {
        var usage = new JsonObject
        {
            ["input_tokens"] = Input,
            ["cache_creation_input_tokens"] = CacheWrite,
            ["cache_read_input_tokens"] = CacheRead,
            ["output_tokens"] = output,
        };
        if (CacheWrite5m is not null || CacheWrite1h is not null)
        {
            usage["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = CacheWrite5m ?? 0, ["ephemeral_1h_input_tokens"] = CacheWrite1h ?? 0 };
        }

        if (WebSearches > 0)
        {
            usage["server_tool_use"] = new JsonObject { ["web_search_requests"] = WebSearches };
        }

        return usage;
    }
}
