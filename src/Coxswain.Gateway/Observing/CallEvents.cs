using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Budgets.Actions;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Telemetry;

namespace Coxswain.Gateway.Observing;

/// <summary>
/// Makes OpenTelemetry events of a call: <c>coxswain.gateway_call</c>, and <c>coxswain.gateway_attempt</c> for each attempt that tells what the call does not; and
/// of a model that only probes are sent for: <c>coxswain.gateway_degraded</c>.
/// </summary>
internal static class CallEvents
{
    public const string Call = "coxswain.gateway_call";
    public const string Attempt = "coxswain.gateway_attempt";
    public const string Degraded = "coxswain.gateway_degraded";

    /// <summary>The receipt of a conversation that moved to another model.</summary>
    public const string Move = "coxswain.model_switch";
    private const byte Information = 9;
    private const byte Warning = 13;

    public static IEnumerable<LogRecord> Of(CallRecord call, TelemetryOrigin origin)
    {
        var alone = call.Attempts is [var only] && IsToldByCall(only, call) ? only : null;
        yield return Record(origin, call.Begun, Call, call.Failure is null, CallAttributes(call, alone));
        foreach (var attempt in alone is null ? call.Attempts : [])
        {
            yield return Record(origin, call.Begun, Attempt, attempt.Failure is null, AttemptAttributes(call, attempt));
        }
    }

    public static LogRecord OfDegraded(DegradedChange change, TelemetryOrigin origin) => Record(
        origin, change.At, Degraded, !change.IsDegraded, [new("event.name", Degraded), new("model", change.Model), new("degraded", change.IsDegraded ? "true" : "false")]);

    public static LogRecord OfMove(DateTimeOffset at, List<KeyValue> attributes, TelemetryOrigin origin) => Record(origin, at, Move, true, attributes);

    public static LogRecord OfBudget(DateTimeOffset at, List<KeyValue> attributes, TelemetryOrigin origin) => Record(origin, at, BudgetActionTaken.EventName, true, attributes);

    /// <summary><c>no_first_byte</c> for <see cref="FailureClass.NoFirstByte"/>.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The other way round; <see langword="null"/> for a word of another version.</summary>
    public static T? Named<T>(string word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == word)
            {
                return value;
            }
        }

        return null;
    }

    private static LogRecord Record(TelemetryOrigin origin, DateTimeOffset time, string name, bool isFine, List<KeyValue> attributes)
    {
        attributes.RemoveAll(static one => one.Value.Length == 0);
        attributes.Sort(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return new LogRecord(
            origin, LogRecord.Nanoseconds(time), "", "", 0, isFine ? "INFO" : "WARN", isFine ? Information : Warning, name, name, attributes);
    }

    /// <summary>Whether all it would tell, but how long it took, is what the store makes of the call (script 083).</summary>
    private static bool IsToldByCall(AttemptRecord attempt, CallRecord call)
        => call is { End: CallEnd.Answered, Failure: null }
            && attempt with { Took = default, AnsweredModel = "" } == new AttemptRecord(1, AttemptRecord.First, call.RequestedModel, null, default, default, call.Status, call.RequestId, null, "", null);

    /// <param name="alone">The only attempt, where it has no event of its own.</param>
    private static List<KeyValue> CallAttributes(CallRecord call, AttemptRecord? alone) =>
    [
        new("event.name", Call),
        new("call.id", call.Id),
        new("operation", call.Operation),
        new("client", call.Client.Client),
        new("client.version", call.Client.ClientVersion),
        new("session.id", call.Client.SessionId),
        new("agent.id", call.Client.AgentId),
        new("agent.parent_id", call.Client.ParentAgentId),
        new("agent.type", call.Client.AgentType),
        new("request.class", call.Client.RequestClass),
        new("prompt.id", call.Client.PromptId),
        new("client_request_id", call.Client.ClientRequestId),
        new("recovery.mode", Word(call.Mode)),
        new("model.requested", call.RequestedModel),
        new("model", call.Model),
        new("request_id", call.RequestId),
        new("message_id", call.MessageId),
        new("stream", call.IsStream ? "true" : "false"),
        new("request_bytes", call.RequestBytes is { } bytes ? Number(bytes) : ""),
        new("response_bytes", Number(call.ResponseBytes)),
        new("status_code", Number(call.Status)),
        new("failure", call.Failure is { } failure ? Word(failure) : ""),
        new("end", Word(call.End)),
        new("stop_reason", call.StopReason),
        new("first_byte_ms", Milliseconds(call.FirstByte)),
        new("first_token_ms", Milliseconds(call.FirstToken)),
        new("duration_ms", Milliseconds(call.Took)),
        new("unread_encoding", call.UnreadEncoding),
        new("cost_usd", Money(call.CostUsd)),
        new("attempts", Number(call.Attempts.Count)),
        new("attempt.duration_ms", Milliseconds(alone?.Took)),
        new("prompt_tokens", alone is null ? "" : PromptTokens(call)),
        new("prompt_size", alone is null ? "" : PromptSize(call)),
        .. TokenAttributes(call.Tokens),
        .. call.RateLimits.Select(static limit => new KeyValue("ratelimit." + limit.Name, limit.Value)),
    ];

    private static IEnumerable<KeyValue> TokenAttributes(TokenUsage? tokens) => tokens is not { } told ? [] :
    [
        new("input_tokens", Number(told.InputTokens)),
        new("output_tokens", Number(told.OutputTokens)),
        new("cache_read_tokens", Number(told.CacheReadTokens)),
        new("cache_write_5m_tokens", Number(told.CacheWrite5mTokens)),
        new("cache_write_1h_tokens", Number(told.CacheWrite1hTokens)),
        new("web_search_requests", Number(told.WebSearchRequests)),
        new("speed", told.Speed),
        new("service_tier", told.ServiceTier),
        new("inference_geo", told.InferenceGeo),
    ];

    private static List<KeyValue> AttemptAttributes(CallRecord call, AttemptRecord attempt) =>
    [
        new("event.name", Attempt),
        new("call.id", call.Id),
        new("session.id", call.Client.SessionId),
        new("attempt", Number(attempt.Number)),
        new("strategy", attempt.Strategy),
        new("model", attempt.Model),
        new("model.requested", call.RequestedModel),
        new("prompt_tokens", PromptTokens(call)),
        new("prompt_size", PromptSize(call)),
        new("request_id", attempt.RequestId),
        new("status_code", Number(attempt.Status)),
        new("failure", attempt.Failure is { } failure ? Word(failure) : ""),
        new("cause", attempt.Cause is { } cause ? Word(cause) : ""),
        new("reason", attempt.Reason),
        new("initial_tokens", attempt.InitialTokens is { } initial ? Number(initial.Tokens) : ""),
        new("final_tokens", attempt.FinalTokens is { } final ? Number(final.Tokens) : ""),
        new("wait_ms", Milliseconds(attempt.Waited)),
        new("duration_ms", Milliseconds(attempt.Took)),
        new("cost_usd", Money(attempt.CostUsd)),
        .. UsageAttributes(call, attempt),
    ];

    private static IEnumerable<KeyValue> UsageAttributes(CallRecord call, AttemptRecord attempt) => attempt.Tokens is null ? [] :
    [
        new("client", call.Client.Client),
        new("client.version", call.Client.ClientVersion),
        new("agent.id", call.Client.AgentId),
        new("prompt.id", call.Client.PromptId),
        new("model.answered", attempt.AnsweredModel),
        .. TokenAttributes(attempt.Tokens),
    ];

    private static string PromptTokens(CallRecord call) => call.RequestBytes is { } bytes ? Number((long)(bytes / LearnedDeadlines.BytesPerToken)) : "";

    private static string PromptSize(CallRecord call) => call.RequestBytes is { } bytes ? Word(SizeBuckets.Of((long)(bytes / LearnedDeadlines.BytesPerToken))) : "";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan? value) => value is { } span ? span.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) : "";

    private static string Money(decimal? value) => value is { } usd ? usd.ToString("0.############", CultureInfo.InvariantCulture) : "";
}
