using System.Text.Json;

namespace Coxswain.Testing.Traces.Transcripts;

internal static class UsageBlock
{
    public static void Write(Utf8JsonWriter json, TraceUsage usage)
    {
        json.WriteNumber("input_tokens", usage.Input);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead);
        json.WriteNumber("output_tokens", usage.Output);
        json.Object("output_tokens_details", details => details.WriteNumber("thinking_tokens", usage.Thinking));
        json.Object("server_tool_use", tools =>
        {
            tools.WriteNumber("web_search_requests", usage.WebSearches);
            tools.WriteNumber("web_fetch_requests", 0);
        });
        json.WriteString("service_tier", "standard");
        json.Object("cache_creation", creation =>
        {
            creation.WriteNumber("ephemeral_1h_input_tokens", usage.CacheWrite1h);
            creation.WriteNumber("ephemeral_5m_input_tokens", usage.CacheWrite5m);
        });
        json.WriteString("inference_geo", "");
        json.Raw("iterations", "[]");
        json.WriteString("speed", "standard");
        json.WriteNull("fallback_credit");
    }
}
