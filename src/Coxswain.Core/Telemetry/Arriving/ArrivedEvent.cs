using System.Globalization;

namespace Coxswain.Core.Telemetry.Arriving;

/// <summary>An event of Claude Code's telemetry as it was received. Of texts nothing is kept but names; what an event does not say is <see langword="null"/> or empty.</summary>
/// <param name="ReceivedAt">When it was durable.</param>
/// <param name="Time">When it happened, by the client's clock.</param>
/// <param name="Name">As <c>api_request</c>, without <c>claude_code.</c>.</param>
/// <param name="CostUsd">As the client reported it.</param>
/// <param name="PromptTokens">Input, cache reads and cache writes together.</param>
/// <param name="StatusCode">Of a request that failed.</param>
public sealed record ArrivedEvent(
    DateTimeOffset ReceivedAt,
    DateTimeOffset Time,
    string Name,
    string SessionId,
    string Model,
    string Tool,
    decimal? CostUsd,
    long? PromptTokens,
    long? OutputTokens,
    long? DurationMs,
    bool? Succeeded,
    int? StatusCode)
{
    private const int MostCharacters = 200;
    private const int MostNameCharacters = 64;
    private const decimal MostUsd = 1_000_000;
    private const string Prefix = "claude_code.";

    /// <returns><see langword="null"/> when it is none of Claude Code's events.</returns>
    public static ArrivedEvent? Of(LogRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (NameOf(record) is not { } name)
        {
            return null;
        }

        var prompt = Sum(Whole(record, "input_tokens"), Whole(record, "cache_read_tokens"), Whole(record, "cache_creation_tokens"));
        return new ArrivedEvent(
            now,
            DateTimeOffset.UnixEpoch.AddTicks(record.TimestampNs / TimeSpan.NanosecondsPerTick),
            name,
            Text(record, "session.id"),
            Text(record, "model"),
            Text(record, "tool_name"),
            decimal.TryParse(Value(record, "cost_usd"), NumberStyles.Float, CultureInfo.InvariantCulture, out var usd) && usd is >= 0 and < MostUsd ? usd : null,
            prompt,
            Whole(record, "output_tokens"),
            Whole(record, "duration_ms"),
            Value(record, "success") switch { "true" => true, "false" => false, _ => null },
            Whole(record, "status_code") is { } status and >= 100 and < 1000 ? (int)status : null);
    }

    /// <summary>A body may be any text, a prompt too: only what looks like a name is one.</summary>
    private static string? NameOf(LogRecord record)
    {
        var name = Value(record, "event.name") is { Length: > 0 } said ? said : record.EventName.Length > 0 ? record.EventName : record.Body;
        name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : record.Body.StartsWith(Prefix, StringComparison.Ordinal) ? name : "";
        return name.Length is > 0 and <= MostNameCharacters && name.All(static one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one is '_' or '.') ? name : null;
    }

    private static long? Sum(params long?[] some) => Array.TrueForAll(some, static one => one is null) ? null : some.Sum(static one => one ?? 0);

    private static long? Whole(LogRecord record, string key)
        => double.TryParse(Value(record, key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e12 ? (long)number : null;

    private static string Text(LogRecord record, string key) => Value(record, key) is { Length: > MostCharacters } longer ? longer[..MostCharacters] : Value(record, key);

    private static string Value(LogRecord record, string key)
    {
        foreach (var attribute in record.Attributes)
        {
            if (attribute.Key == key)
            {
                return attribute.Value;
            }
        }

        return "";
    }
}
