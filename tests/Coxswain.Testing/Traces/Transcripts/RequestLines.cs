using System.Text.Json;

namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>What the client writes about one call: its shape once, its parameters, and a line for each block of the answer.</summary>
internal sealed class RequestLines(TraceSession session, TraceOptions options, TraceAgent? agent)
{
    private readonly HashSet<string> _shapes = [];
    private string? _previous;
    private int _messages;

    public IEnumerable<string> Shape(TraceRequest request, string call)
    {
        var hash = ShapeHash(request);
        if (_shapes.Add(hash))
        {
            yield return JsonLine.Write(json =>
            {
                Head(json, "api-request-shape");
                json.WriteString("shapeHash", hash);
                json.WriteString("timestamp", JsonLine.Time(request.At - request.Duration));
                json.WriteString("version", options.ClientVersion);
                json.Raw("shape", """{"system":[{"type":"text","text":"<elided 64 chars>"}],"tools":[{"name":"Read","description":"<elided 812 chars>","input_schema":"<elided 1112 chars>"}]}""");
            });
        }

        yield return JsonLine.Write(json =>
        {
            Head(json, "api-request");
            json.WriteString("id", call);
            json.WriteString("timestamp", JsonLine.Time(request.At - request.Duration));
            json.WriteString("version", options.ClientVersion);
            json.WriteString("querySource", request.QuerySource);
            json.WriteString("shapeHash", hash);
            Parameters(json, request);
            if (_previous is not null)
            {
                json.WriteString("base", _previous);
            }

            json.WriteNumber("keep", _messages);
            json.Raw("tail", "[]");
            json.Raw("cacheControl", """[{"path":["system",0],"value":{"type":"ephemeral"}}]""");
            json.WriteString("requestDigest", hash);
        });
        _previous = call;
        _messages += 2;
    }

    public Action<Utf8JsonWriter> Answer(TraceRequest request, string call, Action<Utf8JsonWriter> block, int index, TraceUsage usage, bool last) => json =>
    {
        json.WriteBoolean("isSidechain", agent is not null);
        if (agent is not null)
        {
            json.WriteString("agentId", agent.AgentId);
        }

        json.Object("message", message =>
        {
            message.WriteString("id", request.MessageId);
            message.WriteString("type", "message");
            message.WriteString("role", "assistant");
            message.WriteString("model", request.Model);
            message.WriteStartArray("content");
            message.WriteStartObject();
            block(message);
            message.WriteEndObject();
            message.WriteEndArray();
            message.WriteString("stop_reason", last ? request.StopReason : null);
            message.WriteNull("stop_sequence");
            message.Object("usage", inner => UsageBlock.Write(inner, usage));
            message.WriteNull("stop_details");
        });
        json.WriteNumber("apiBlockIndex", index);
        json.WriteString("requestId", request.RequestId);
        json.WriteString("requestRef", call);
        json.WriteString("requestedModel", request.RequestedModel);
        json.WriteString("promptCacheRequested", usage.CacheWrite1h > 0 ? "1h" : "5m");
        if (agent is not null)
        {
            json.WriteString("attributionAgent", agent.Name);
        }

        json.WriteString("type", "assistant");
        json.WriteString("effort", request.Effort);
        json.WriteString("perTurnEffort", request.Effort);
        json.WriteString("madeBy", "model");
    };

    private void Head(Utf8JsonWriter json, string type)
    {
        json.WriteString("type", type);
        json.WriteString("sessionId", session.SessionId);
        if (agent is not null)
        {
            json.WriteString("agentId", agent.AgentId);
        }
    }

    private static void Parameters(Utf8JsonWriter json, TraceRequest request) => json.Object("params", parameters =>
    {
        parameters.WriteString("model", request.RequestedModel);
        parameters.Raw("betas", """["claude-code-20250219","effort-2025-11-24"]""");
        parameters.WriteNumber("max_tokens", 128_000);
        parameters.Raw("thinking", """{"type":"adaptive","display":"updates"}""");
        parameters.Object("output_config", output => output.WriteString("effort", request.Effort));
    });

    private string ShapeHash(TraceRequest request) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(request.RequestedModel + agent?.Name)));
}
