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

    public List<string> Models { get; } = [];

    public long UsageLines { get; private set; }

    public long DamagedLines { get; private set; }

    public void Read(ReadOnlySpan<byte> line, (int File, long Offset) order)
    {
        if (line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        try
        {
            Span<JsonSlice> fields = stackalloc JsonSlice[7];
            JsonObject.Read(line, LineKeys, fields);
            if (fields[5].IsObject && JsonValue.Is(line, fields[6], "progress"u8))
            {
                ReadProgress(fields[5].Of(line), order);
            }
            else
            {
                Read(line, fields, order);
            }
        }
        catch (JsonException)
        {
            DamagedLines++;
        }
    }

    private void ReadProgress(ReadOnlySpan<byte> data, (int File, long Offset) order)
    {
        Span<JsonSlice> fields = stackalloc JsonSlice[7];
        JsonObject.Read(data, DataKeys, fields[..1]);
        if (fields[0].IsObject)
        {
            var inner = fields[0].Of(data);
            JsonObject.Read(inner, LineKeys, fields);
            Read(inner, fields, order);
        }
    }

    private void Read(ReadOnlySpan<byte> line, ReadOnlySpan<JsonSlice> fields, (int File, long Offset) order)
    {
        if (!fields[0].IsObject || JsonValue.Flag(fields[4]) == true)
        {
            return;
        }

        var message = fields[0].Of(line);
        Span<JsonSlice> inner = stackalloc JsonSlice[3];
        JsonObject.Read(message, MessageKeys, inner);
        if (!inner[2].IsObject || JsonValue.Is(message, inner[1], "<synthetic>"u8))
        {
            return;
        }

        var usage = inner[2].Of(message);
        var counts = UsageCounts.Read(usage, out var words);
        if (counts.IsZero)
        {
            return;
        }

        UsageLines++;
        var time = JsonValue.Time(line, fields[2]) ?? throw new JsonException("Usage without a time.");
        requests.Add(new ScannedRequest(
            Hash(message, inner[0]),
            Hash(line, fields[1]),
            time.UtcTicks,
            counts,
            ModelIndex(_pool.Text(message, inner[1])),
            new UsageMarks(
                JsonValue.Flag(fields[3]) != true,
                JsonValue.Is(usage, words.Speed, "fast"u8),
                JsonValue.Is(usage, words.ServiceTier, "batch"u8),
                JsonValue.Is(usage, words.InferenceGeo, "us"u8)),
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
