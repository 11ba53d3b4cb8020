using System.Text;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Health.Reading;

/// <summary>Takes the text of a block to pieces: how much it is, and what it names. The text itself goes.</summary>
internal sealed class BlockText
{
    private static readonly JsonKeys BlockKeys = new("type", "text");
    private readonly HashSet<ulong> _words = [];

    public long Bytes { get; private set; }

    public int Images { get; private set; }

    public IReadOnlySet<ulong> Words => _words.Count == 0 ? BlockWords.None : _words;

    public void Add(ParsedJson json, JsonSlice text)
    {
        if (text is { IsString: true, Length: > 0 })
        {
            var decoded = JsonText.Decode(text.Of(json.Bytes), text.IsEscaped);
            Bytes += Encoding.UTF8.GetByteCount(decoded);
            BlockWords.Add(decoded, _words);
        }
    }

    public void AddImage() => Images++;

    /// <summary>A message's or a result's content: a text, or a list of texts, images and documents.</summary>
    public void AddContent(ParsedJson json, JsonSlice content)
    {
        Add(json, content);
        if (!content.IsArray)
        {
            return;
        }

        Span<JsonSlice> fields = stackalloc JsonSlice[2];
        var block = default(JsonSlice);
        while (json.TryNext(content, ref block))
        {
            json.Read(block, BlockKeys, fields);
            Add(json, fields[1]);
            Images += JsonValue.Is(json.Bytes, fields[0], "image"u8) || JsonValue.Is(json.Bytes, fields[0], "document"u8) ? 1 : 0;
        }
    }

    /// <summary>Arguments of a call: sent as JSON, named in its texts.</summary>
    public void AddArguments(ParsedJson json, JsonSlice input)
    {
        Bytes += JsonSize.Compact(json, input);
        if (!input.HasValue)
        {
            return;
        }

        foreach (ref readonly var part in json.All(input))
        {
            if (part.IsString)
            {
                BlockWords.Add(JsonText.Decode(part.Of(json.Bytes), part.IsEscaped), _words);
            }
        }
    }

    /// <summary>Size alone.</summary>
    public void AddSize(ParsedJson json, JsonSlice value) => Bytes += JsonSize.Compact(json, value);

    /// <summary>A list of things to do: what is done names nothing any more.</summary>
    public void AddTodos(ParsedJson json, JsonSlice input)
    {
        AddSize(json, input);
        Span<JsonSlice> fields = stackalloc JsonSlice[1];
        json.Read(input, TodoKeys.List, fields);
        if (!fields[0].IsArray)
        {
            return;
        }

        Span<JsonSlice> todo = stackalloc JsonSlice[2];
        var item = default(JsonSlice);
        while (json.TryNext(fields[0], ref item))
        {
            json.Read(item, TodoKeys.Item, todo);
            if (todo[0].IsString && !JsonValue.Is(json.Bytes, todo[1], "completed"u8))
            {
                BlockWords.Add(JsonValue.Text(json.Bytes, todo[0]), _words);
            }
        }
    }

    private static class TodoKeys
    {
        public static readonly JsonKeys List = new("todos");
        public static readonly JsonKeys Item = new("content", "status");
    }
}
