using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Coxswain.Tests.Core.Sessions.Reading;

/// <summary>Writes the same JSON value in another spelling: key order, white space, escapes, keys given twice (the last one true; not inside what is measured whole).</summary>
internal sealed class JsonSpelling(Random random)
{
    private readonly StringBuilder _text = new();
    private int _measuredDepth;

    public string Respell(string json)
    {
        _text.Clear();
        Write(JsonNode.Parse(json), isRoot: true);
        return _text.ToString();
    }

    private void Write(JsonNode? node, bool isRoot = false)
    {
        switch (node)
        {
            case JsonObject members:
                WriteObject(members, isRoot);
                break;
            case JsonArray items:
                _text.Append('[');
                foreach (var (index, item) in items.Index())
                {
                    _text.Append(index > 0 ? "," : "");
                    Space();
                    Write(item);
                    Space();
                }

                _text.Append(']');
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                Quote(text);
                break;
            default:
                _text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private void WriteObject(JsonObject members, bool isRoot)
    {
        var shuffled = members.ToArray();
        random.Shuffle(shuffled);
        _text.Append('{');
        foreach (var (index, (name, value)) in shuffled.Index())
        {
            _text.Append(index > 0 ? "," : "");
            if (_measuredDepth == 0 && random.Next(12) == 0)
            {
                Quote(name);
                _text.Append(":{\"type\":[\"false\"],\"input_tokens\":7},");
            }

            Space();
            Quote(name);
            Space();
            _text.Append(':');
            Space();
            var isMeasured = name is "input" or "tools" or "content";
            _measuredDepth += isMeasured ? 1 : 0;
            Write(value);
            _measuredDepth -= isMeasured ? 1 : 0;
            Space();
        }

        _text.Append(isRoot ? "} " : "}");
    }

    private void Space() => _text.Append("    \t\r"[..random.Next(3)]);

    private void Quote(string text)
    {
        _text.Append('"');
        foreach (var c in text)
        {
            _text.Append(c switch
            {
                _ when c < ' ' || random.Next(20) == 0 => "\\u" + ((int)c).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture),
                '"' => "\\\"",
                '\\' => "\\\\",
                '/' when random.Next(2) == 0 => "\\/",
                _ => c.ToString(),
            });
        }

        _text.Append('"');
    }
}
