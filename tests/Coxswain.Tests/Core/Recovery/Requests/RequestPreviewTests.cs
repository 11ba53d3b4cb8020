using System.Text;
using System.Text.Json;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Tests.Core.Recovery.Requests;

public sealed class RequestPreviewTests
{
    private const int Mutations = 20_000;

    [Theory]
    [InlineData("""{"model":"claude-opus-4-5","stream":true}""", "claude-opus-4-5", true)]
    [InlineData("""  { "stream" : false , "model" : "a" }  """, "a", false)]
    [InlineData("""{"mod\u0065l":"\u0061b","messages":[{"model":"inner","stream":true}]}""", "ab", false)]
    [InlineData("""{"messages":[{"content":"\"model\":\"x\\\",\"stream\":true"}],"model":"last"}""", "last", false)]
    [InlineData("""{"model":7,"stream":"true"}""", "", false)]
    [InlineData("""{"model":"first","stream":true,"messages":[{"content":"cut off""", "first", true)]
    [InlineData("""{"model":"one","model":"two"}""", "two", false)]
    [InlineData("""{"stream":true,"stream":false,"model":"m"}""", "m", false)]
    [InlineData("""{"a":{"b":[[],{},-1.5e3,null,"]}"]},"model":"deep"}""", "deep", false)]
    [InlineData("""[{"model":"listed"}]""", "", false)]
    [InlineData("""{"a":],"model":"after"}""", "", false)]
    [InlineData("", "", false)]
    public void Model_and_stream_are_those_of_the_top_level(string body, string model, bool isStream)
    {
        RequestPreview.Read(Encoding.UTF8.GetBytes(body), out var found, out var streams, out _);

        Assert.Equal((model, isStream), (found, streams));
    }

    [Fact]
    public void Mutated_requests_that_are_json_are_read_as_by_the_runtime_s_reader_and_others_never_break_it()
    {
        var bodies = new[]
        {
            """{"model":"claude-opus-4-5","max_tokens":100,"messages":[{"role":"user","content":[{"type":"text","text":"a \"quoted\" \\ line\nand \u00e9"}]}],"stream":true}""",
            """{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[]}],"metadata":{"a":[1,2,{"b":null}]},"stream":false,"model":"m\u0061"}""",
        }.Select(Encoding.UTF8.GetBytes).Concat(Enumerable.Range(0, 20).Select(static seed => SomeConversation.Of(seed))).ToArray();
        var random = new Random(20261126);
        var sound = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var body = bodies[i % bodies.Length].ToArray();
            for (var change = random.Next(3); change >= 0; change--)
            {
                body[random.Next(body.Length)] = (byte)"{}[]\":,\\ntrue0 "[random.Next(15)];
            }

            RequestPreview.Read(body, out var model, out var isStream, out _);
            if (Known(body) is { } known)
            {
                sound++;
                Assert.Equal(known, (model, isStream));
            }
        }

        Assert.InRange(sound, Mutations / 20, Mutations);
    }

    /// <returns><see langword="null"/>: no JSON object.</returns>
    private static (string Model, bool IsStream)? Known(byte[] body)
    {
        try
        {
            var (model, isStream) = ("", false);
            using var document = JsonDocument.Parse(body);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                model = member.NameEquals("model") && member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : model;
                isStream = member.NameEquals("stream") ? member.Value.ValueKind == JsonValueKind.True : isStream;
            }

            return (model, isStream);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
