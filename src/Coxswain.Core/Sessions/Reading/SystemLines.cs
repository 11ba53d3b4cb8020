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
            facts.ApiErrors.Add(RetriedError(line, context, at));
        }
    }

    private CompactionFact Compaction(in Line line, LineContext context, DateTimeOffset time)
    {
        var json = line.CompactMetadata.IsObject ? line.CompactMetadata.Of(line.Bytes) : "{}"u8;
        Span<JsonSlice> fields = stackalloc JsonSlice[4];
        JsonObject.Read(json, CompactKeys, fields);
        return new CompactionFact(
            context, pool.Text(line.Bytes, line.Uuid), time, pool.Text(json, fields[0]),
            JsonValue.Count(json, fields[1]), JsonValue.Count(json, fields[2]), JsonValue.Count(json, fields[3]));
    }

    private ApiErrorFact RetriedError(in Line line, LineContext context, DateTimeOffset time)
    {
        var json = line.Error.IsObject ? line.Error.Of(line.Bytes) : "{}"u8;
        Span<JsonSlice> fields = stackalloc JsonSlice[5];
        JsonObject.Read(json, ErrorKeys, fields);
        var status = JsonValue.Count(json, fields[0]);
        return new ApiErrorFact(
            context,
            pool.Text(line.Bytes, line.Uuid),
            pool.Text(json, fields[1]),
            time,
            ErrorType(json, fields),
            status is > 0 and < 1000 ? (int)status : null,
            state.PromptId,
            IsFinal: false,
            Attempt: (int)Math.Min(JsonValue.Count(line.Bytes, line.RetryAttempt), int.MaxValue),
            RetryInMs: JsonValue.Count(line.Bytes, line.RetryInMs));
    }

    /// <summary>The API's error type where the line has it; for a lost connection its code (<c>ECONNRESET</c>).</summary>
    private string ErrorType(ReadOnlySpan<byte> json, ReadOnlySpan<JsonSlice> fields)
    {
        Span<JsonSlice> inner = stackalloc JsonSlice[5];
        var error = json;
        inner.Clear();
        fields.CopyTo(inner);
        for (var level = 0; level < 3; level++)
        {
            if (inner[2].IsString && !JsonValue.Is(error, inner[2], "error"u8))
            {
                return pool.Text(error, inner[2]);
            }

            if (!inner[3].IsObject)
            {
                break;
            }

            error = inner[3].Of(error);
            JsonObject.Read(error, ErrorKeys, inner);
        }

        if (!fields[4].IsObject)
        {
            return "";
        }

        var connection = fields[4].Of(json);
        JsonObject.Read(connection, ConnectionKeys, inner[..1]);
        return pool.Text(connection, inner[0]);
    }
}
