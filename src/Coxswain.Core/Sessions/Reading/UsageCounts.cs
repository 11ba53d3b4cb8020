namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// A message's <c>usage</c> object, counts only. Absent is none, 0, for what the API leaves out when there was none: cache reads and writes, and
/// <c>server_tool_use</c> without a server tool's call. Input and output are always told.
/// </summary>
/// <param name="Thinking">Part of the output; <see langword="null"/> when not told: older clients and models leave it out however much was thought.</param>
internal readonly record struct UsageCounts(
    long Input, long Output, long CacheRead, long CacheWrite5m, long CacheWrite1h, long? Thinking, long WebSearches)
{
    /// <summary>No true count is larger; the store's packed usage has room for little more.</summary>
    private const long LargestSearches = 1_000_000_000_000;

    private static readonly JsonKeys Keys = new(
        "input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens",
        "cache_creation", "output_tokens_details", "server_tool_use", "speed", "service_tier", "inference_geo");

    private static readonly JsonKeys WriteKeys = new("ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens");
    private static readonly JsonKeys DetailKeys = new("thinking_tokens");
    private static readonly JsonKeys ServerToolKeys = new("web_search_requests");

    /// <summary>What a request is charged by; thinking is part of the output, searches are counted apart.</summary>
    public long Total => Input + Output + CacheRead + CacheWrite5m + CacheWrite1h;

    public bool IsZero => Total + WebSearches == 0;

    /// <exception cref="InvalidCountException">One of them is no whole number, or larger than any true one.</exception>
    public static UsageCounts Read(ParsedJson json, JsonSlice usage, out UsageWords words)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[10];
        json.Read(usage, Keys, fields);
        var (writes5m, writes1h) = Writes(json, JsonValue.Tokens(json.Bytes, fields[2]), fields[4]);
        words = new UsageWords(fields[7], fields[8], fields[9]);
        return new UsageCounts(
            JsonValue.Tokens(json.Bytes, fields[0]),
            JsonValue.Tokens(json.Bytes, fields[1]),
            JsonValue.Tokens(json.Bytes, fields[3]),
            writes5m,
            writes1h,
            Inner(json, fields[5], DetailKeys),
            Searches(Inner(json, fields[6], ServerToolKeys) ?? 0));
    }

    /// <summary>
    /// What the split leaves over of the total are 5-minute writes, as the client prices those of unknown lifetime: all of them where it writes a split of
    /// zeros, having been told none. A split larger than the total counts.
    /// </summary>
    private static (long FiveMinutes, long OneHour) Writes(ParsedJson json, long total, JsonSlice split)
    {
        if (!split.IsObject)
        {
            return (total, 0);
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        json.Read(split, WriteKeys, fields);
        var (fiveMinutes, oneHour) = (JsonValue.Tokens(json.Bytes, fields[0]), JsonValue.Tokens(json.Bytes, fields[1]));
        return (fiveMinutes + Math.Max(0, total - fiveMinutes - oneHour), oneHour);
    }

    private static long Searches(long told) => told <= LargestSearches ? told : throw new InvalidCountException();

    private static long? Inner(ParsedJson json, JsonSlice slice, JsonKeys keys)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        json.Read(slice, keys, fields);
        return JsonValue.TokensOrNull(json.Bytes, fields[0]);
    }
}
