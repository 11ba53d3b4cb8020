using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies;
using Coxswain.Tests.Core.Recovery.Requests;
using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Core.Recovery.Strategies;

public sealed class HostileRequestTests
{
    private static readonly string[] Junk =
    [
        "null", "[]", "{}", "true", "-1", "0", "1e400", "99999999999999999999", "\"\"", "\"\\ud800\"", "[null]", "[[]]", "{\"type\":null}", "{\"type\":\"enabled\",\"budget_tokens\":-5}",
        "{\"type\":\"adaptive\",\"type\":\"disabled\",\"block_binding\":7}", "{\"effort\":null}", "{\"effort\":\"max\",\"effort\":\"low\"}", "{\"type\":\"tool\",\"name\":null,\"name\":3}",
        "{\"edits\":[{\"type\":\"clear_thinking_1\"},7,null]}", "[{\"type\":\"tool_result\",\"content\":[{\"type\":\"tool_result\",\"content\":[]}]}]",
    ];

    private static readonly string[] Names = ["thinking", "output_config", "tool_choice", "context_management", "max_tokens", "stream", "system", "tools", "temperature", "speed"];

    [Fact]
    public void Whatever_can_be_read_can_be_planned_for_and_what_is_made_can_be_read()
    {
        var catalog = ModelCatalog.Shipped();
        var made = 0;
        for (var seed = 0; seed < Runs.Of(4000, 40_000); seed++)
        {
            var random = new Random(seed);
            if (MessagesRequest.Read(Spoiled(seed, random)).Request is not { } request)
            {
                continue;
            }

            var reduced = new TokenReduction(catalog).Reduce(request, null, 0.5).Body;
            var switched = new ModelSwitch(catalog).Switch(request, "a", null, random.Next(2) == 0 ? null : ["claude-haiku-4-5", "claude-opus-4-5"]).Body;
            var chunking = new ContextChunking(catalog);
            var parts = chunking.Plan(request, null, random.Next(1, 4000)).Parts.Select(part => part.Body).Concat(chunking.Merge(request, null, ["x", "y"], random.Next(1, 4000)).Requests);
            ReadOnlyMemory<byte>?[] bodies = [reduced, switched, .. parts];
            foreach (var body in bodies.OfType<ReadOnlyMemory<byte>>())
            {
                Assert.True(MessagesRequest.Read(body).Request is not null, $"seed {seed}");
                made++;
            }
        }

        Assert.True(made > Runs.Of(4000, 40_000));
    }

    private static byte[] Spoiled(int seed, Random random)
    {
        var request = MessagesRequest.Read(SomeConversation.Of(seed % 100, random.Next(2) == 0 ? "claude-opus-5-5" : "claude-sonnet-4-5")).Request!;
        var edits = new ByteEdits();
        edits.Insert(request.Members[^1].Whole.End, string.Concat(Names.Where(name => request.Member(name) is null && random.Next(2) == 0).Select(name => $",\"{name}\":{Pick(random)}")));
        var block = request.Messages[random.Next(request.Messages.Count)].Blocks[^1];
        if (random.Next(2) == 0)
        {
            edits.Replace(random.Next(2) == 0 ? block.Whole : block.Content ?? block.Input ?? block.Whole, Pick(random));
        }

        return edits.Apply(request.Body).ToArray();
    }

    private static string Pick(Random random) => Junk[random.Next(Junk.Length)];
}
