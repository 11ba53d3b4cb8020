using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies;
using Coxswain.Tests.Core.Recovery.Requests;
using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Core.Recovery.Strategies;

public sealed class ContextChunkingTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Shipped();
    private static readonly ContextChunking Chunking = new(Catalog);

    [Fact]
    public void Every_character_is_in_one_part_in_order_and_each_part_is_within_the_limit()
    {
        var split = 0;
        for (var seed = 0; seed < Runs.Of(2000, 50_000); seed++)
        {
            var random = new Random(seed);
            var request = MessagesRequest.Read(SomeConversation.Of(seed)).Request!;
            var known = random.Next(2) == 0 ? (TokenCount?)null : new TokenCount(request.Body.Length / 4, IsEstimated: false);
            var limit = random.Next(1500, 6000);
            var plan = Chunking.Plan(request, known, limit);
            if (plan.Parts.Count == 0)
            {
                Assert.NotEqual("", plan.Problem);
                continue;
            }

            split += plan.Parts.Count > 1 ? 1 : 0;
            AssertPlan(request, plan, Math.Max(1, Math.Min(4096, limit / 8)), limit);
        }

        Assert.True(split > Runs.Of(2000, 50_000) / 3, $"{split}");
    }

    private static void AssertPlan(MessagesRequest request, ChunkPlan plan, int output, int limit)
    {
        var pieces = plan.Parts.SelectMany(part => part.Material).ToArray();
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        var texts = Texts(JsonNode.Parse(request.Body.Span)!).ToList();
        var split = string.Concat(pieces.Select(piece => Decoded(request, piece)));
        Assert.True(string.Concat(texts.Select(text => text.Text)) == split || string.Concat(WithoutQuestion(texts)) == split);
        foreach (var part in plan.Parts)
        {
            var made = JsonNode.Parse(part.Body.Span)!.AsObject();
            Assert.Equal(request.Model, made["model"]!.GetValue<string>());
            Assert.False(made["stream"]!.GetValue<bool>());
            Assert.False(made.ContainsKey("tools"));
            Assert.Equal(output, made["max_tokens"]!.GetValue<int>());
            Assert.True(part.Tokens.Tokens + output <= limit);
            var text = made["messages"]![0]!["content"]!.GetValue<string>();
            Assert.All(part.Material, piece => Assert.Contains(Decoded(request, piece), text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Three_windows_of_text_become_a_few_parts_cut_at_paragraphs()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"Paragraph {i} says something about the number {i} and no other.\n\n")) + "Which numbers are named?";
        var request = Request(text);
        var plan = Chunking.Plan(request, null, 200_000 / 8);

        Assert.InRange(plan.Parts.Count, 3, 6);
        Assert.All(plan.Parts.Take(plan.Parts.Count - 1), part => Assert.EndsWith("no other.\n\n", Decoded(request, part.Material[^1]), StringComparison.Ordinal));
        Assert.All(plan.Parts, (part, i) =>
        {
            var said = JsonNode.Parse(part.Body.Span)!["messages"]![0]!["content"]!.GetValue<string>();
            Assert.Contains($"part {i + 1} of {plan.Parts.Count}", said, StringComparison.Ordinal);
            Assert.Contains("whole material:\nParagraph 0 says", said, StringComparison.Ordinal);
            Assert.Contains("Which numbers are named?\n", said, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Files_are_not_cut_where_they_need_not_be()
    {
        var file = string.Concat(Enumerable.Range(0, 60).Select(i => $"+ line {i}\n\n"));
        var request = Request(string.Concat(Enumerable.Range(0, 12).Select(i => $"diff --git a/{i} b/{i}\n{file}")) + "Review this.");
        var plan = Chunking.Plan(request, null, 2000);

        Assert.True(plan.Parts.Count > 2);
        Assert.All(plan.Parts.Skip(1), part => Assert.StartsWith("diff --git", Decoded(request, part.Material[0]), StringComparison.Ordinal));
    }

    [Fact]
    public void What_leaves_no_room_or_needs_too_many_parts_is_not_split()
    {
        Assert.Contains("no room", Chunking.Plan(Request(new string('x', 100_000)), null, 100).Problem, StringComparison.Ordinal);
        Assert.Contains("more than 64", Chunking.Plan(Request(new string('x', 1_000_000)), null, 3000).Problem, StringComparison.Ordinal);
        Assert.Contains("no text", Chunking.Plan(Request("short?"), null, 3000).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_fit_are_merged_at_once_and_only_the_conversation_is_replaced()
    {
        var request = Request(new string('x', 5000) + "\n\nWhy?");
        var step = Chunking.Merge(request, null, ["first \"finding\"\n", "second 漢 \ud800"], 100_000);
        var made = JsonNode.Parse(Assert.Single(step.Requests).Span)!.AsObject();

        Assert.True(step.IsFinal);
        var text = made["messages"]![0]!["content"]!.GetValue<string>();
        Assert.Contains("first \"finding\"\n", text, StringComparison.Ordinal);
        Assert.Contains("second 漢 \uFFFD", text, StringComparison.Ordinal);
        Assert.Contains("Why?", text, StringComparison.Ordinal);
        made["messages"] = null;
        var original = JsonNode.Parse(request.Body.Span)!;
        original["messages"] = null;
        Assert.True(JsonNode.DeepEquals(original, made));
    }

    [Theory]
    [InlineData(60, 4000)]
    [InlineData(60, 200_000)]
    [InlineData(2, 100_000)]
    [InlineData(1, 500_000)]
    public void Answers_that_do_not_fit_are_merged_in_levels_that_end(int count, int length)
    {
        const long Limit = 20_000;
        var request = Request(new string('x', 5000) + "\n\nWhy?");
        IReadOnlyList<string> answers = [.. Enumerable.Range(0, count).Select(i => $"{i}:" + new string('a', length))];
        for (var level = 0; level < 10; level++)
        {
            var step = Chunking.Merge(request, null, answers, Limit);
            Assert.NotEmpty(step.Requests);
            Assert.All(step.Requests, body =>
            {
                var made = MessagesRequest.Read(body).Request!;
                Assert.True(Catalog.Estimate(made, made.Model).Tokens + made.MaxTokens <= Limit);
                Assert.Equal(step.IsFinal, made.Stream);
            });
            if (step.IsFinal)
            {
                return;
            }

            Assert.True(step.Requests.Count <= (answers.Count + 1) / 2);
            answers = [.. step.Requests.Select(_ => new string('b', length))];
        }

        Assert.Fail("No final request after ten levels.");
    }

    private static IEnumerable<string> WithoutQuestion(List<(bool IsUser, string Text)> texts)
    {
        var question = texts.FindLastIndex(text => text.IsUser && text.Text.Length > 0);
        return texts.Where((_, i) => i != question).Select(text => text.Text);
    }

    private static IEnumerable<(bool IsUser, string Text)> Texts(JsonNode request)
    {
        foreach (var message in request["messages"]!.AsArray())
        {
            var isUser = message!["role"]!.GetValue<string>() == "user";
            if (message["content"] is JsonValue bare)
            {
                yield return (isUser, bare.GetValue<string>());
                continue;
            }

            foreach (var block in message["content"]!.AsArray())
            {
                var content = block!["content"];
                var inside = content is JsonArray list ? list.Select(part => part!["text"]?.GetValue<string>() ?? "") : content is null ? [] : [content.GetValue<string>()];
                foreach (var text in inside)
                {
                    yield return (false, text);
                }

                if (block["text"] is { } said)
                {
                    yield return (isUser, said.GetValue<string>());
                }
            }
        }
    }

    private static string Decoded(MessagesRequest request, ByteRange inside) => JsonSerializer.Deserialize<string>((byte[])[(byte)'"', .. request.Bytes(inside), (byte)'"'])!;

    private static MessagesRequest Request(string text)
        => MessagesRequest.Read(Encoding.UTF8.GetBytes(
            $$"""{"model":"claude-haiku-4-5","max_tokens":8000,"stream":true,"system":"Be good.","messages":[{"role":"user","content":{{JsonSerializer.Serialize(text)}}}]}""")).Request!;
}
