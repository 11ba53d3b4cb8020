using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary><c>api-request</c> and <c>api-request-shape</c> lines (clients since about 2.1.303): why and in what shape a request was made.</summary>
internal sealed class RequestLines(TranscriptState state, StringPool pool)
{
    private const int MostMessages = 1_000_000;

    private static readonly JsonKeys ParameterKeys = new("model", "output_config");
    private static readonly JsonKeys CacheKeys = new("betas", "thinking", "context_management", "tool_choice", "speed");
    private static readonly JsonKeys OutputKeys = new("effort");
    private static readonly JsonKeys ShapeKeys = new("system", "tools");
    private static readonly JsonKeys BlockKeys = new("text", "name");

    public void ReadRequest(in Line line, DateTimeOffset? time)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        line.Json.Read(line.Params, ParameterKeys, fields);
        Span<JsonSlice> output = stackalloc JsonSlice[1];
        line.Json.Read(fields[1], OutputKeys, output);
        state.Remember(new RequestReference(
            pool.Text(line.Bytes, line.Id), pool.Text(line.Bytes, line.AgentId), pool.Text(line.Bytes, line.QuerySource), pool.Text(line.Bytes, line.ShapeHash),
            pool.Text(line.Bytes, fields[0]), pool.Text(line.Bytes, output[0]))
        {
            SentAt = time,
            ParametersHash = ParametersHash(line),
            Messages = line.Keep.HasValue && line.Tail.IsArray ? Math.Min(Kept(line) + Length(line.Json, line.Tail), MostMessages) : 0,
            KeptMessages = line.Base.IsString && line.Keep.HasValue ? Kept(line) : null,
        });
    }

    private static int Kept(in Line line) => (int)Math.Min(JsonValue.Count(line.Bytes, line.Keep), MostMessages);

    private static int Length(ParsedJson json, JsonSlice array)
    {
        var (count, element) = (0, default(JsonSlice));
        while (json.TryNext(array, ref element))
        {
            count++;
        }

        return count;
    }

    private static string ParametersHash(in Line line)
    {
        if (!line.Params.IsObject)
        {
            return "";
        }

        Span<JsonSlice> parts = stackalloc JsonSlice[5];
        line.Json.Read(line.Params, CacheKeys, parts);
        return JsonDigest.Of(line.Json, parts);
    }

    public void ReadShape(in Line line, LineContext context, DateTimeOffset? time, FactList facts)
    {
        if (!line.Shape.IsObject || time is not { } at)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        line.Json.Read(line.Shape, ShapeKeys, fields);
        var (systemBlocks, systemBytes) = System(line.Json, fields[0]);
        facts.Shapes.Add(new RequestShapeFact(
            context,
            pool.Text(line.Bytes, line.ShapeHash),
            at,
            systemBlocks,
            systemBytes,
            Tools(line.Json, fields[1]),
            fields[1].IsArray ? JsonSize.Compact(line.Json, fields[1]) : 0)
        {
            SystemHash = JsonDigest.Of(line.Json, fields[..1]),
            ToolsHash = JsonDigest.Of(line.Json, fields[1..]),
        });
    }

    private static (int Blocks, long Bytes) System(ParsedJson json, JsonSlice system)
    {
        if (!system.IsArray)
        {
            return system.Kind == JsonTokenType.String ? (1, JsonText.LengthChars(system.Of(json.Bytes), system.IsEscaped)) : (0, 0);
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        var (count, bytes) = (0, 0L);
        var block = default(JsonSlice);
        while (json.TryNext(system, ref block))
        {
            count++;
            json.Read(block, BlockKeys, fields);
            bytes += fields[0].IsString ? JsonText.LengthChars(fields[0].Of(json.Bytes), fields[0].IsEscaped) : 0;
        }

        return (count, bytes);
    }

    private List<string> Tools(ParsedJson json, JsonSlice tools)
    {
        var names = new List<string>();
        if (!tools.IsArray)
        {
            return names;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        var block = default(JsonSlice);
        while (json.TryNext(tools, ref block))
        {
            if (block.IsObject)
            {
                json.Read(block, BlockKeys, fields);
                names.Add(pool.Text(json.Bytes, fields[1]));
            }
        }

        return names;
    }
}
