namespace Coxswain.Core.Sessions.Reading;

/// <summary>System lines: compactions, and failed tries the client repeated.</summary>
internal sealed class SystemLines(TranscriptState state, StringPool pool)
{
    private static readonly JsonKeys CompactKeys = new("trigger", "preTokens", "postTokens", "durationMs");
    private static readonly JsonKeys ErrorKeys = new("status", "requestId", "type", "error", "connection");
    private static readonly JsonKeys ConnectionKeys = new("code");

    public void Read(in Line line, LineContext context, DateTimeOffset? time, FactList facts)
    {
        if (time is not { } at)
        {
            return;
        }

        if (JsonValue.Is(line.Bytes, line.Subtype, "compact_boundary"u8))
        {
            facts.Compactions.Add(Compaction(line, context, at));
        }
        else if (JsonValue.Is(line.Bytes, line.Subtype, "api_error"u8))
        {
            var error = RetriedError(line, context, at);
            facts.ApiErrors.Add(error);
            if (error.StatusCode is not null || JsonValue.Is(line.Bytes, line.Source, "request_retry"u8))
            {
                // Otherwise (connection_retry) the answer had begun, and the client counts what came of it.
                state.Refuse(pool.Text(line.Bytes, line.AgentId));
            }
        }
    }

    private CompactionFact Compaction(in Line line, LineContext context, DateTimeOffset time)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[4];
        line.Json.Read(line.CompactMetadata, CompactKeys, fields);
        return new CompactionFact(
            context, pool.Text(line.Bytes, line.Uuid), time, pool.Text(line.Bytes, fields[0]),
            JsonValue.Tokens(line.Bytes, fields[1]), JsonValue.Tokens(line.Bytes, fields[2]), JsonValue.Count(line.Bytes, fields[3]));
    }

    private ApiErrorFact RetriedError(in Line line, LineContext context, DateTimeOffset time)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[5];
        line.Json.Read(line.Error, ErrorKeys, fields);
        var status = JsonValue.Count(line.Bytes, fields[0]);
        return new ApiErrorFact(
            context,
            pool.Text(line.Bytes, line.Uuid),
            pool.Text(line.Bytes, fields[1]),
            time,
            ErrorType(line.Json, fields),
            status is > 0 and < 1000 ? (int)status : null,
            state.PromptId,
            IsFinal: false,
            Attempt: (int)Math.Min(JsonValue.Count(line.Bytes, line.RetryAttempt), int.MaxValue),
            RetryInMs: JsonValue.Count(line.Bytes, line.RetryInMs));
    }

    /// <summary>The API's error type where the line has it; for a lost connection its code (<c>ECONNRESET</c>).</summary>
    private string ErrorType(ParsedJson json, ReadOnlySpan<JsonSlice> fields)
    {
        Span<JsonSlice> inner = stackalloc JsonSlice[5];
        fields.CopyTo(inner);
        for (var level = 0; level < 3; level++)
        {
            if (inner[2].IsString && !JsonValue.Is(json.Bytes, inner[2], "error"u8))
            {
                return pool.Text(json.Bytes, inner[2]);
            }

            if (!inner[3].IsObject)
            {
                break;
            }

            json.Read(inner[3], ErrorKeys, inner);
        }

        json.Read(fields[4], ConnectionKeys, inner[..1]);
        return pool.Text(json.Bytes, inner[0]);
    }
}
