using System.Text.Json;

namespace Coxswain.Core.Sessions.Reading;

/// <summary><c>api-request</c> and <c>api-request-shape</c> lines (clients since about 2.1.303): why and in what shape a request was made.</summary>
internal sealed class RequestLines(TranscriptState state, StringPool pool)
{
    private static readonly JsonKeys ParameterKeys = new("model", "output_config");
    private static readonly JsonKeys OutputKeys = new("effort");
    private static readonly JsonKeys ShapeKeys = new("system", "tools");
    private static readonly JsonKeys BlockKeys = new("text", "name");

    public void ReadRequest(in Line line)
    {
        var parameters = line.Params.IsObject ? line.Params.Of(line.Bytes) : "{}"u8;
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        JsonObject.Read(parameters, ParameterKeys, fields);
        var effort = "";
        if (fields[1].IsObject)
        {
            var output = fields[1].Of(parameters);
            Span<JsonSlice> inner = stackalloc JsonSlice[1];
            JsonObject.Read(output, OutputKeys, inner);
            effort = pool.Text(output, inner[0]);
        }

        state.Remember(new RequestReference(
            pool.Text(line.Bytes, line.Id), pool.Text(line.Bytes, line.QuerySource), pool.Text(line.Bytes, line.ShapeHash),
            pool.Text(parameters, fields[0]), effort));
    }

    public void ReadShape(in Line line, LineContext context, DateTimeOffset? time, FactList facts)
    {
        if (!line.Shape.IsObject || time is not { } at)
        {
            return;
        }

        var shape = line.Shape.Of(line.Bytes);
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        JsonObject.Read(shape, ShapeKeys, fields);
        var (systemBlocks, systemBytes) = System(shape, fields[0]);
        facts.Shapes.Add(new RequestShapeFact(
            context,
            pool.Text(line.Bytes, line.ShapeHash),
            at,
            systemBlocks,
            systemBytes,
            Tools(shape, fields[1]),
            fields[1].IsArray ? JsonSize.Compact(fields[1].Of(shape)) : 0));
    }

    private static (int Blocks, long Bytes) System(ReadOnlySpan<byte> shape, JsonSlice system)
    {
        if (!system.IsArray)
        {
            return system.Kind == JsonTokenType.String ? (1, JsonText.LengthChars(system.Of(shape), system.IsEscaped)) : (0, 0);
        }

        var array = system.Of(shape);
        var blocks = new JsonArrayReader(array);
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        var (count, bytes) = (0, 0L);
        while (blocks.TryNext(out var slice))
        {
            count++;
            if (slice.IsObject)
            {
                var block = slice.Of(array);
                JsonObject.Read(block, BlockKeys, fields);
                bytes += fields[0].IsString ? JsonText.LengthChars(fields[0].Of(block), fields[0].IsEscaped) : 0;
            }
        }

        return (count, bytes);
    }

    private List<string> Tools(ReadOnlySpan<byte> shape, JsonSlice tools)
    {
        var names = new List<string>();
        if (!tools.IsArray)
        {
            return names;
        }

        var array = tools.Of(shape);
        var blocks = new JsonArrayReader(array);
        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        while (blocks.TryNext(out var slice))
        {
            if (slice.IsObject)
            {
                JsonObject.Read(slice.Of(array), BlockKeys, fields);
                names.Add(pool.Text(slice.Of(array), fields[1]));
            }
        }

        return names;
    }
}
