using System.Buffers;
using System.Text;
using System.Text.Json;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Thinking;

namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>Takes a request apart in the order of the cache (tools, system, messages), counts it, and judges its thinking blocks.</summary>
internal sealed class PromptParts(ThinkingSeal seal, ThinkingPolicy policy) : IDisposable
{
    // The client's own first system block; the API takes it out before anything else.
    private const string Attribution = "x-anthropic-billing-header:";

    private readonly PromptChain _cached = new();
    private readonly PromptChain _bound = new();
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly List<PromptPart> _parts = [];
    private readonly List<DroppedThinking> _dropped = [];
    private long _tokens;
    private ApiError? _error;

    public IReadOnlyList<PromptPart> Parts => _parts;

    public IReadOnlyList<DroppedThinking> Dropped => _dropped;

    public string Binding => _bound.Current;

    /// <summary><see langword="null"/> when every thinking block is in order.</summary>
    public ApiError? Read(JsonElement body)
    {
        foreach (var tool in body.Field("tools").Items())
        {
            Add("tool", tool, TokenCount.Tool);
        }

        AddSystem(body.Field("system"));
        var number = 0;
        foreach (var message in body.Field("messages").Items())
        {
            AddMessage(message, "messages." + number++);
        }

        // The automatic breakpoint: on whatever comes last.
        if (Mark(body) is { } mark && _parts.Count > 0)
        {
            _parts[^1] = _parts[^1] with { Mark = mark };
        }

        return _error;
    }

    public void Dispose()
    {
        _cached.Dispose();
        _bound.Dispose();
    }

    public static CacheLife? Mark(JsonElement block) => block.Field("cache_control") is not { ValueKind: JsonValueKind.Object } mark ? null
        : mark.Text("ttl") == "1h" ? CacheLife.OneHour
        : CacheLife.FiveMinutes;

    private void AddSystem(JsonElement? system)
    {
        if (system is { ValueKind: JsonValueKind.String } text)
        {
            AddText("system", text.GetString() ?? "", 0, null);
            return;
        }

        foreach (var block in system.Items().SkipWhile(static (block, place) => place == 0 && block.Text("text")?.StartsWith(Attribution, StringComparison.Ordinal) == true))
        {
            Add("system", block, 0);
        }
    }

    private void AddMessage(JsonElement message, string path)
    {
        var role = message.Text("role") ?? "";
        var prefix = _bound.Current;
        var overhead = TokenCount.Message;
        if (message.Field("content") is { ValueKind: JsonValueKind.String } text)
        {
            AddText(role, text.GetString() ?? "", overhead, null);
            return;
        }

        var number = 0;
        foreach (var block in message.Field("content").Items())
        {
            var place = $"{path}.content.{number++}";
            if (block.Text("type") is "thinking" or "redacted_thinking")
            {
                overhead = AddThinking(role, block, place, prefix, overhead);
            }
            else
            {
                Add(role, block, overhead);
                overhead = 0;
            }
        }
    }

    private int AddThinking(string role, JsonElement block, string path, string prefix, int overhead)
    {
        var text = block.Text("thinking") ?? "";
        switch (policy.Judge(seal.Open(block.Text("signature") ?? block.Text("data") ?? "", text), prefix))
        {
            case ThinkingVerdict.Read:
                Append(role, Encoding.UTF8.GetBytes(text), overhead + TokenCount.OfBytes(Encoding.UTF8.GetByteCount(text)), null, isThinking: true);
                return 0;
            case ThinkingVerdict.DropForModel:
                _dropped.Add(new DroppedThinking(path, "model_binding_mismatch"));
                return overhead;
            case ThinkingVerdict.DropForPrefix:
                _dropped.Add(new DroppedThinking(path, "prefix_binding_mismatch"));
                return overhead;
            case ThinkingVerdict.RefusePrefix:
                _error ??= ApiError.InvalidRequest(
                    $"{path}: the thinking block's prefix binding does not match this request (prefix_binding_mismatch); set thinking.block_binding.prefix_mismatch_behavior to \"drop_block\" to drop it instead");
                return overhead;
            default:
                _error ??= ApiError.InvalidRequest($"{path}: Invalid `signature` in `thinking` block");
                return overhead;
        }
    }

    private void Add(string kind, JsonElement block, long overhead)
    {
        var type = block.Text("type");
        if (type == "text" && kind != "tool")
        {
            AddText(kind, block.Text("text") ?? "", overhead, Mark(block));
            return;
        }

        var json = WithoutMark(block);
        Append(kind, json, overhead + (type == "image" ? TokenCount.Image : TokenCount.OfBytes(json.Length)), Mark(block), isThinking: false);
    }

    private void AddText(string kind, string text, long overhead, CacheLife? mark)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(kind, bytes, overhead + TokenCount.OfBytes(bytes.Length), mark, isThinking: false);
    }

    private void Append(string kind, ReadOnlySpan<byte> content, long tokens, CacheLife? mark, bool isThinking)
    {
        _tokens += tokens;
        _cached.Add(isThinking ? kind + "/thinking" : kind, content);
        if (!isThinking)
        {
            _bound.Add(kind, content);
        }

        _parts.Add(new PromptPart(_cached.Current, _tokens, mark));
    }

    private ReadOnlySpan<byte> WithoutMark(JsonElement block)
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json))
        {
            if (block.ValueKind != JsonValueKind.Object)
            {
                block.WriteTo(writer);
            }
            else
            {
                writer.WriteStartObject();
                foreach (var property in block.EnumerateObject().Where(static property => property.Name != "cache_control"))
                {
                    property.WriteTo(writer);
                }

                writer.WriteEndObject();
            }
        }

        return _json.WrittenSpan;
    }
}
