using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Core.Recovery.Requests;

public sealed class MessagesRequestTests
{
    [Fact]
    public void Every_part_is_found_where_it_is()
    {
        for (var seed = 0; seed < Runs.Of(500, 20_000); seed++)
        {
            var body = SomeConversation.Of(seed);
            var request = MessagesRequest.Read(body).Request;
            var expected = JsonNode.Parse(body)!.AsObject();

            Assert.NotNull(request);
            Assert.Equal(expected["model"]!.GetValue<string>(), request.Model);
            Assert.Equal(expected["stream"]!.GetValue<bool>(), request.Stream);
            Assert.Equal(4096, request.MaxTokens);
            Assert.Equal(expected.Select(member => member.Key), request.Members.Select(member => member.Name));
            Assert.All(request.Members, member => Assert.True(JsonNode.DeepEquals(expected[member.Name], Node(request, member.Value))));
            AssertMessages(expected["messages"]!.AsArray(), request);
        }
    }

    private static void AssertMessages(JsonArray expected, MessagesRequest request)
    {
        Assert.Equal(expected.Count, request.Messages.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var message = request.Messages[i];
            Assert.True(JsonNode.DeepEquals(expected[i], Node(request, message.Whole)));
            Assert.True(JsonNode.DeepEquals(expected[i]!["content"], Node(request, message.Content)));
            var blocks = expected[i]!["content"] as JsonArray ?? [];
            Assert.Equal(expected[i]!["content"] is JsonArray ? blocks.Count : 1, message.Blocks.Count);
            for (var j = 0; j < blocks.Count; j++)
            {
                Assert.True(JsonNode.DeepEquals(blocks[j], Node(request, message.Blocks[j].Whole)));
                Assert.Equal((blocks[j]!["id"] ?? blocks[j]!["tool_use_id"])?.GetValue<string>() ?? "", message.Blocks[j].Id);
                Assert.Equal(blocks[j]!.ToJsonString().Contains("base64", StringComparison.Ordinal) ? 1 : 0, message.Blocks[j].EncodedParts);
            }
        }
    }

    [Fact]
    public void Without_an_edit_the_bytes_are_the_same()
    {
        ReadOnlyMemory<byte> body = SomeConversation.Of(1);

        Assert.True(new ByteEdits().Apply(body).Equals(body));
    }

    [Fact]
    public void Items_are_removed_with_one_comma_each()
    {
        for (var seed = 0; seed < Runs.Of(500, 20_000); seed++)
        {
            var random = new Random(seed);
            var request = MessagesRequest.Read(SomeConversation.Of(seed)).Request!;
            var gone = request.Messages.Select(_ => random.Next(3) == 0).ToArray();
            var members = request.Members.Select(_ => random.Next(3) == 0).ToArray();
            members[request.Members.ToList().FindIndex(member => member.Name == "messages")] = false;
            var edits = new ByteEdits();
            edits.RemoveItems([.. request.Messages.Select(message => message.Whole)], i => gone[i]);
            edits.RemoveItems([.. request.Members.Select(member => member.Whole)], i => members[i]);

            var left = JsonNode.Parse(edits.Apply(request.Body).Span)!.AsObject();

            Assert.Equal(request.Members.Where((_, i) => !members[i]).Select(member => member.Name), left.Select(member => member.Key));
            Assert.Equal(gone.Count(removed => !removed), left["messages"]!.AsArray().Count);
        }
    }

    [Fact]
    public void What_is_known_of_a_request_can_be_written_out_without_its_text()
    {
        var request = MessagesRequest.Read("""{"model":"m","messages":[{"role":"user","content":"secret words"}]}"""u8.ToArray()).Request!;

        Assert.Contains("Start = 25", request.Messages[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", request.Messages[0].ToString() + request.Messages[0].Blocks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Overlapping_edits_are_a_mistake()
    {
        var edits = new ByteEdits();
        edits.Replace(new ByteRange(0, 5), "a");
        edits.Replace(new ByteRange(4, 6), "b");

        Assert.Throws<InvalidOperationException>(() => edits.Apply(new byte[10]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"model\":\"m\",\"messages\":[]}")]
    [InlineData("{\"model\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"m\",\"model\":\"n\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"content\":\"y\"}]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[\"x\"]}]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"type\":\"image\"}]}]}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} {}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]")]
    [InlineData("\uFEFF{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    public void What_is_not_certainly_a_request_is_not_read(string body)
    {
        var reading = MessagesRequest.Read(Encoding.UTF8.GetBytes(body));

        Assert.Null(reading.Request);
        Assert.NotEqual("", reading.Problem);
    }

    [Fact]
    public void A_lone_half_of_a_surrogate_pair_is_read_and_kept()
    {
        var body = Encoding.UTF8.GetBytes("""{"model":"m","messages":[{"role":"user","content":"\ud800 x"}],"\udfff":1}""");

        Assert.Equal(body, MessagesRequest.Read(body).Request!.Body.ToArray());
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_not_read()
    {
        var body = Encoding.UTF8.GetBytes("""{"model":"m","messages":[{"role":"user","content":"? x"}]}""");
        body[body.IndexOf((byte)'?')] = 0xC3;

        Assert.Null(MessagesRequest.Read(body).Request);
    }

    [Fact]
    public void Deep_large_or_endless_bodies_are_refused_quickly()
    {
        var deep = "{\"model\":\"m\",\"messages\":" + new string('[', 100_000);
        var many = "{\"model\":\"m\",\"messages\":[" + string.Join(',', Enumerable.Repeat("{\"role\":\"user\",\"content\":\"\"}", 100_001)) + "]}";

        Assert.Null(MessagesRequest.Read(Encoding.UTF8.GetBytes(deep)).Request);
        Assert.Null(MessagesRequest.Read(Encoding.UTF8.GetBytes(many)).Request);
        Assert.Null(MessagesRequest.Read(new byte[(32 << 20) + 1]).Request);
    }

    [Fact]
    public void Mutated_bodies_are_read_as_the_framework_reads_them_or_not_at_all()
    {
        for (var seed = 0; seed < Runs.Of(5_000, 200_000); seed++)
        {
            var random = new Random(seed);
            var body = SomeConversation.Of(seed % 50);
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            body = random.Next(4) == 0 ? body[..random.Next(body.Length)] : body;
            if (MessagesRequest.Read(body).Request is { } request)
            {
                using var document = JsonDocument.Parse(body);
                Assert.Equal(document.RootElement.GetProperty("messages").GetArrayLength(), request.Messages.Count);
            }
        }
    }

    private static JsonNode? Node(MessagesRequest request, ByteRange range) => JsonNode.Parse(request.Bytes(range));
}
