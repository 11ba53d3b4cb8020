using System.Text.Json;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Sessions.Scanning;

/// <summary>Reads the usage of lines, and nothing else of them. One per thread.</summary>
internal sealed class UsageLineScanner(RequestTable requests)
{
    private static readonly JsonKeys LineKeys = new("message", "requestId", "timestamp", "isSidechain", "isApiErrorMessage", "data", "type");
    private static readonly JsonKeys MessageKeys = new("id", "model", "usage");
    private static readonly JsonKeys DataKeys = new("message");

    private readonly Dictionary<string, int> _modelIndexes = new(StringComparer.Ordinal);
    private readonly StringPool _pool = new();
    private readonly JsonParser _json = new();

    public List<string> Models { get; } = [];

    public long UsageLines { get; private set; }

    public long DamagedLines { get; private set; }

    public long InvalidCountLines { get; private set; }

    public void Read(ReadOnlySpan<byte> line, (int File, long Offset) order)
    {
        if (line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        try
        {
            var json = _json.ParseObject(line);
            Span<JsonSlice> fields = stackalloc JsonSlice[7];
            json.Read(json.Root, LineKeys, fields);
            if (fields[5].IsObject && JsonValue.Is(line, fields[6], "progress"u8))
            {
                ReadProgress(json, fields[5], order);
            }
            else
            {
                Read(json, fields, order);
            }
        }
        catch (InvalidCountException)
        {
            DamagedLines++;
            InvalidCountLines++;
        }
        catch (JsonException)
        {
            DamagedLines++;
        }
    }

    private void ReadProgress(ParsedJson json, JsonSlice data, (int File, long Offset) order)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[7];
        json.Read(data, DataKeys, fields[..1]);
        if (fields[0].IsObject)
        {
            json.Read(fields[0], LineKeys, fields);
            Read(json, fields, order);
        }
    }

    private void Read(ParsedJson json, ReadOnlySpan<JsonSlice> fields, (int File, long Offset) order)
    {
        var line = json.Bytes;
        if (!fields[0].IsObject || JsonValue.Flag(fields[4]) == true)
        {
            return;
        }

        Span<JsonSlice> inner = stackalloc JsonSlice[3];
        json.Read(fields[0], MessageKeys, inner);
        if (!inner[2].IsObject || JsonValue.Is(line, inner[1], "<synthetic>"u8))
        {
            return;
        }

        var counts = UsageCounts.Read(json, inner[2], out var words);
        if (counts.IsZero)
        {
            return;
        }

        UsageLines++;
        var time = JsonValue.Time(line, fields[2]) ?? throw new JsonException("Usage without a time.");
        requests.Add(new ScannedRequest(
            Hash(line, inner[0]),
            Hash(line, fields[1]),
            time.UtcTicks,
            counts,
            ModelIndex(_pool.Text(line, inner[1])),
            new UsageMarks(
                JsonValue.Flag(fields[3]) != true,
                JsonValue.Is(line, words.Speed, "fast"u8),
                JsonValue.Is(line, words.ServiceTier, "batch"u8),
                JsonValue.Is(line, words.InferenceGeo, "us"u8)),
            order));
    }

    /// <summary>0 for an absent or empty id.</summary>
    private static ulong Hash(ReadOnlySpan<byte> json, JsonSlice id)
    {
        if (!id.IsString || id.Length == 0)
        {
            return 0;
        }

        return id.IsEscaped ? FileHead.Hash(System.Text.Encoding.UTF8.GetBytes(JsonValue.Text(json, id))) : FileHead.Hash(id.Of(json));
    }

    private int ModelIndex(string model)
    {
        if (!_modelIndexes.TryGetValue(model, out var index))
        {
            _modelIndexes[model] = index = Models.Count;
            Models.Add(model);
        }

        return index;
    }
}
