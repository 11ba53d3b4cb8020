namespace Coxswain.Core.Sessions.Reading;

/// <summary>Assistant lines: a request's usage, the tools it calls, the error it ended with.</summary>
internal sealed class AssistantLines(TranscriptState state, StringPool pool)
{
    private static readonly JsonKeys MessageKeys = new("id", "model", "usage", "stop_reason", "content");
    private static readonly JsonKeys ProgressKeys = new("message");
    private readonly ToolLines _tools = new(pool);

    public void Read(in Line line, LineContext context, DateTimeOffset? time, FactList facts)
    {
        if (!line.Message.IsObject)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[5];
        line.Json.Read(line.Message, MessageKeys, fields);
        var requestKey = RequestKey(line, fields[0]);
        if (JsonValue.Flag(line.IsApiErrorMessage) == true)
        {
            state.GoOn(pool.Text(line.Bytes, line.AgentId));
            facts.ApiErrors.Add(FinalError(line, context, time ?? state.LastTime ?? DateTimeOffset.UnixEpoch));
            return;
        }

        if (ReadRequest(line, context, time, fields, requestKey, facts) is { } request)
        {
            facts.Add(request);
        }

        if (fields[4].IsArray)
        {
            _tools.ReadCalls(line.Json, fields[4], context, requestKey, state.PromptId, time, facts);
        }
    }

    /// <summary>Older clients repeat a subagent's messages inside the parent's <c>progress</c> lines, some of them nowhere else.</summary>
    public void ReadProgress(in Line line, LineContext context, FactList facts)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        line.Json.Read(line.Data, ProgressKeys, fields);
        if (!fields[0].IsObject)
        {
            return;
        }

        var inner = new Line(line.Json, fields[0], stackalloc JsonSlice[Line.FieldCount]);
        ReadUsage(inner, context with { IsSidechain = JsonValue.Flag(inner.IsSidechain) ?? false }, JsonValue.Time(inner.Bytes, inner.Timestamp), facts);
    }

    /// <summary>A line of another type that carries a message with usage is still money, as it is to the quick scan.</summary>
    public void ReadUsage(in Line line, LineContext context, DateTimeOffset? time, FactList facts)
    {
        if (!line.Message.IsObject || JsonValue.Flag(line.IsApiErrorMessage) == true)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[5];
        line.Json.Read(line.Message, MessageKeys, fields);
        if (ReadRequest(line, context, time, fields, RequestKey(line, fields[0]), facts) is { } request)
        {
            facts.Add(request);
        }
    }

    private RequestFact? ReadRequest(
        in Line line, LineContext context, DateTimeOffset? time, ReadOnlySpan<JsonSlice> fields, string requestKey, FactList facts)
    {
        if (!fields[2].IsObject || JsonValue.Is(line.Bytes, fields[1], "<synthetic>"u8))
        {
            return null;
        }

        var counts = UsageCounts.Read(line.Json, fields[2], out var words);
        if (counts.IsZero)
        {
            // A fork's copy of a compacted message: its counts were taken out; the original line has them.
            return null;
        }

        if (time is not { } at)
        {
            throw new System.Text.Json.JsonException("Usage without a time.");
        }

        var reference = state.Answer(pool.Text(line.Bytes, line.RequestRef));
        if (reference?.SentAt is { } sent)
        {
            facts.Add(new RequestOutlineFact(
                requestKey, sent, reference.ShapeHash, reference.ParametersHash, reference.Messages, reference.KeptMessages, Lifetime(pool.Text(line.Bytes, line.PromptCacheRequested))));
        }

        return new RequestFact(
            context,
            requestKey,
            pool.Text(line.Bytes, line.RequestId),
            pool.Text(line.Bytes, fields[0]),
            at,
            pool.Text(line.Bytes, fields[1]),
            Or(pool.Text(line.Bytes, line.RequestedModel), reference?.Model),
            pool.Text(line.Bytes, fields[3]),
            counts.Input,
            counts.Output,
            counts.CacheRead,
            counts.CacheWrite5m,
            counts.CacheWrite1h,
            counts.Thinking,
            counts.WebSearches,
            pool.Text(line.Bytes, words.Speed),
            pool.Text(line.Bytes, words.ServiceTier),
            pool.Text(line.Bytes, words.InferenceGeo),
            Or(pool.Text(line.Bytes, line.Effort), reference?.Effort),
            Or(pool.Text(line.Bytes, line.PromptId), state.PromptId),
            reference?.QuerySource ?? "",
            reference?.ShapeHash ?? "",
            JsonValue.Money(line.Bytes, line.CostUsd))
        {
            Tries = reference?.Tries ?? 0,
        };
    }

    private ApiErrorFact FinalError(in Line line, LineContext context, DateTimeOffset time) => new(
        context,
        pool.Text(line.Bytes, line.Uuid),
        pool.Text(line.Bytes, line.RequestId),
        time,
        Or(pool.Text(line.Bytes, line.ApiErrorType), pool.Text(line.Bytes, line.Error)),
        JsonValue.Count(line.Bytes, line.ApiErrorStatus) is var status and > 0 and < 1000 ? (int)status : null,
        state.PromptId,
        IsFinal: true,
        Attempt: 0,
        RetryInMs: 0);

    private string RequestKey(in Line line, JsonSlice id)
    {
        if (pool.Text(line.Bytes, line.RequestId) is { Length: > 0 } requestId)
        {
            return requestId;
        }

        return pool.Text(line.Bytes, id) is { Length: > 0 } messageId ? "msg:" + messageId : "line:" + pool.Text(line.Bytes, line.Uuid);
    }

    private static TimeSpan? Lifetime(string requested) => requested switch
    {
        "5m" => TimeSpan.FromMinutes(5),
        "1h" => TimeSpan.FromHours(1),
        _ => null,
    };

    private static string Or(string text, string? otherwise) => text.Length > 0 ? text : otherwise ?? "";
}
