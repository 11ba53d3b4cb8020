using System.Text.Json;
using Coxswain.Core.Pricing;

namespace Coxswain.Gateway.Observing;

/// <summary>Token counts of one answer, as far as it has told them. A later count takes the place of an earlier one (reference: final usage is that of <c>message_delta</c>).</summary>
internal sealed class AnswerUsage
{
    private long? _input;
    private long? _output;
    private long? _read;
    private long? _writes;
    private long? _writes5m;
    private long? _writes1h;
    private long? _webSearches;

    /// <summary>Whether any count was told.</summary>
    public bool IsTold => _input is not null || _output is not null;

    public string ServiceTier { get; private set; } = "";

    public string InferenceGeo { get; private set; } = "";

    public string Speed { get; private set; } = "";

    public TokenUsage ToTokens()
    {
        var hour = Math.Min(_writes1h ?? 0, _writes ?? long.MaxValue);
        return new TokenUsage(_input ?? 0, _output ?? 0, _read ?? 0, (_writes ?? (_writes5m ?? 0) + hour) - hour, hour, _webSearches ?? 0, Speed, ServiceTier, InferenceGeo);
    }

    /// <param name="usage">A <c>usage</c> object; anything else is passed over.</param>
    public void Take(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        _input = Count(usage, "input_tokens") ?? _input;
        _output = Count(usage, "output_tokens") ?? _output;
        _read = Count(usage, "cache_read_input_tokens") ?? _read;
        _writes = Count(usage, "cache_creation_input_tokens") ?? _writes;
        if (Child(usage, "cache_creation") is { } split)
        {
            _writes5m = Count(split, "ephemeral_5m_input_tokens") ?? _writes5m;
            _writes1h = Count(split, "ephemeral_1h_input_tokens") ?? _writes1h;
        }

        _webSearches = Child(usage, "server_tool_use") is { } tools ? Count(tools, "web_search_requests") ?? _webSearches : _webSearches;
        ServiceTier = JsonText.Of(usage, "service_tier") ?? ServiceTier;
        InferenceGeo = JsonText.Of(usage, "inference_geo") ?? InferenceGeo;
        Speed = JsonText.Of(usage, "speed") ?? Speed;
    }

    private static JsonElement? Child(JsonElement parent, string name) => parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static long? Count(JsonElement parent, string name)
        => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is >= 0 and < 1L << 48 ? count : null;
}
