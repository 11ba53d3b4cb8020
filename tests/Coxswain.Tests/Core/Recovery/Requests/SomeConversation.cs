using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coxswain.Tests.Core.Recovery.Requests;

/// <summary>A Messages request made from a seed: turns of prompts, thinking, tool calls and results (repeated, superseded, with images), odd texts and unknown fields, spaced oddly.</summary>
internal sealed class SomeConversation
{
    private static readonly string[] Tools = ["Read", "Bash", "Grep"];
    private static readonly string[] Odd = ["plain words and more of them, ", "line\nnext line\n\n", "quote \" and \\ back\\\\slash\\n ", "äöü € 漢字 ", "😀 pair ", "\t<tag>& ", "\u0001\u2028 "];

    private readonly Random _random;
    private readonly List<string> _results = [];
    private int _nextId;

    private SomeConversation(int seed) => _random = new Random(seed);

    public static byte[] Of(int seed, string? model = null) => new SomeConversation(seed).Make(model);

    private byte[] Make(string? model)
    {
        var messages = new JsonArray();
        for (var turns = _random.Next(1, 7); turns > 0; turns--)
        {
            AddTurn(messages, isLast: turns == 1);
        }

        var request = new JsonObject { ["model"] = model ?? Pick("claude-sonnet-4-5", "claude-sonnet-5-5", "claude-opus-5", "claude-of-tomorrow"), ["max_tokens"] = 4096 };
        if (Chance(2))
        {
            request["system"] = Chance(2) ? Text(400) : new JsonArray(Block("text", ("text", Text(300))), Block("text", ("text", Text(300)), ("cache_control", new JsonObject { ["type"] = "ephemeral" })));
        }

        request["messages"] = messages;
        if (Chance(2))
        {
            request["tools"] = new JsonArray(new JsonObject { ["name"] = "Read", ["input_schema"] = new JsonObject { ["type"] = "object" }, ["x_new"] = 1.50 });
        }

        request["stream"] = Chance(2);
        request["field_of_tomorrow"] = new JsonObject { ["messages"] = new JsonArray("no"), ["n"] = 1e3 };
        if (Chance(2))
        {
            request["thinking"] = new JsonObject { ["type"] = "adaptive" };
        }

        // Half of them escape what need not be escaped, half are indented.
        var encoder = Chance(2) ? System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping : System.Text.Encodings.Web.JavaScriptEncoder.Default;
        return Encoding.UTF8.GetBytes(request.ToJsonString(new JsonSerializerOptions { Encoder = encoder, WriteIndented = Chance(2) }));
    }

    private void AddTurn(JsonArray messages, bool isLast)
    {
        messages.Add(Message("user", Chance(2) ? Text(2000) : new JsonArray(Block("text", ("text", Text(3000))), Block("text", ("text", Text(200))))));
        for (var steps = Chance(2) ? _random.Next(4) : 0; steps > 0; steps--)
        {
            AddStep(messages, mayInterject: Chance(4));
            if (isLast && steps == 1 && Chance(2))
            {
                return;
            }
        }

        if (!isLast)
        {
            var answer = new JsonArray(Block("text", ("text", Text(800))));
            if (Chance(3))
            {
                answer.Insert(0, Thinking());
            }

            messages.Add(Message("assistant", answer));
        }
        else if (((JsonObject)messages[^1]!)["role"]!.GetValue<string>() == "assistant")
        {
            messages.Add(Message("user", Text(100)));
        }
    }

    private void AddStep(JsonArray messages, bool mayInterject)
    {
        var (calls, results) = (new JsonArray(), new JsonArray());
        if (Chance(2))
        {
            calls.Add(Thinking());
        }

        for (var count = _random.Next(1, 3); count > 0; count--)
        {
            var id = $"toolu_{_nextId++}";
            calls.Add(Block("tool_use", ("id", id), ("name", Pick(Tools)), ("input", new JsonObject { ["path"] = $"/src/file{_random.Next(3)}.cs" })));
            var result = Block("tool_result", ("tool_use_id", id), ("content", Result()));
            if (Chance(8))
            {
                result["is_error"] = true;
            }

            results.Add(result);
        }

        if (mayInterject)
        {
            results.Add(Block("text", ("text", Text(100))));
        }

        messages.Add(Message("assistant", calls));
        messages.Add(Message("user", results));
    }

    private JsonNode Result()
    {
        var text = _results.Count > 0 && Chance(4) ? Pick([.. _results]) : Text(6000);
        _results.Add(text);
        return _random.Next(6) switch
        {
            0 => new JsonArray(Block("text", ("text", text)), Image()),
            1 => new JsonArray(Block("tool_reference", ("tool_name", "Grep")), Block("text", ("text", text))),
            _ => text,
        };
    }

    private static JsonObject Image()
        => Block("image", ("source", new JsonObject { ["data"] = Convert.ToBase64String(new byte[900]), ["type"] = "base64", ["media_type"] = "image/png" }));

    private JsonObject Thinking()
        => Chance(5) ? Block("redacted_thinking", ("data", "c2VjcmV0" + _random.Next())) : Block("thinking", ("thinking", Text(200)), ("signature", $"c2ln{_random.Next()}/+=="));

    private static JsonObject Message(string role, JsonNode content) => new() { ["role"] = role, ["content"] = content };

    private static JsonObject Block(string type, params ReadOnlySpan<(string Name, JsonNode Value)> members)
    {
        var block = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
        {
            block[name] = value;
        }

        return block;
    }

    private string Text(int most)
    {
        var text = new StringBuilder();
        for (var left = _random.Next(1, most); left > 0;)
        {
            var piece = Pick(Odd);
            text.Append(piece);
            left -= piece.Length;
        }

        return text.ToString();
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
