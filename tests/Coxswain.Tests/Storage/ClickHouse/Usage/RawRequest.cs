using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>A request as it was, and what each source is let tell of it. Times are whole seconds.</summary>
internal sealed record RawRequest(
    string Key, string Session, DateTimeOffset Time, string Model, long Input, long Output, long CacheRead, long Write5m, long Write1h, bool InEvents, bool InTranscript,
    string Project, string Branch, string AgentId, string AgentName, string QuerySource, bool IsBad)
{
    /// <summary>What the price book makes of it; <see langword="null"/>: no price, or a count nobody knows.</summary>
    public decimal? Cost(PriceBook book) => IsUnknown ? null : book.Cost(
        new TokenUsage(Input, Output, CacheRead, Write5m, Write1h, 0, "", "", ""), Model, Time);

    /// <summary>Its input tokens were sent as no number, and nobody else tells them.</summary>
    public bool IsUnknown => IsBad && !InTranscript;

    public RequestFact Fact() => UsageStoreRoom.Fact(Key) with
    {
        Context = new LineContext(Session, Project, Branch, "2.1.330", "cli", AgentId, AgentId.Length > 0, IsCopy: false),
        Time = Time,
        Model = Model,
        RequestedModel = Model,
        InputTokens = Input,
        OutputTokens = Output,
        CacheReadTokens = CacheRead,
        CacheWrite5mTokens = Write5m,
        CacheWrite1hTokens = Write1h,
        QuerySource = InEvents ? "" : QuerySource,
    };

    public LogRecord Event(decimal? reported) => UsageStoreRoom.Event(
        Key,
        (double?)reported,
        ("session.id", Session),
        ("model", Model),
        ("input_tokens", IsBad ? "NaN" : Text(Input)),
        ("output_tokens", Text(Output)),
        ("cache_read_tokens", Text(CacheRead)),
        ("cache_creation_tokens", Text(Write5m + Write1h)),
        ("cache_creation_5m_tokens", ""),
        ("cache_creation_1h_tokens", ""),
        ("agent.name", AgentName),
        ("query_source", QuerySource)) with { TimestampNs = Time.ToUnixTimeMilliseconds() * 1_000_000 };

    private static string Text(long count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
