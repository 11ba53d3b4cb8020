using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;
using Coxswain.Core.Recovery.Strategies;

namespace Coxswain.Tests.Core.Recovery.Strategies;

/// <summary>What must hold of every reduction, found out from the two bodies alone.</summary>
internal static class ReducedConversation
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Shipped();

    /// <summary>Whether dropping every turn but the newest would do.</summary>
    public static bool HasEnoughInOlderTurns(MessagesRequest request, double fraction)
    {
        var prompt = request.Messages.ToList().FindLastIndex(message => message.IsUser && !message.HasToolResult);
        var scale = Catalog.Scale(request, null);
        return request.Messages.Take(prompt).Sum(scale.Of) > ((fraction + 0.03) * scale.Whole.Tokens) + 100;
    }

    public static void AssertWhole(MessagesRequest request, ReductionResult result, double fraction, int seed)
    {
        var after = MessagesRequest.Read(result.Body!.Value).Request;

        Assert.NotNull(after);
        var estimated = (Catalog.Estimate(request, request.Model).Tokens, Catalog.Estimate(after, request.Model).Tokens);
        Assert.True(estimated.Item2 < (1 - fraction) * estimated.Item1 * 1.001, $"seed {seed}: {estimated} at {fraction}");
        Assert.True(result.After.Tokens < (1 - fraction) * result.Before.Tokens, $"seed {seed}");
        Assert.Equal(Others(request), Others(after));
        AssertTurns(after, seed);
        AssertKept(request, after, result, seed);
    }

    // All members but the messages and the one setting, byte for byte.
    private static IEnumerable<string> Others(MessagesRequest request)
        => request.Members.Where(member => member.Name is not ("messages" or "thinking")).Select(member => Convert.ToHexString(request.Bytes(member.Whole)));

    private static void AssertTurns(MessagesRequest after, int seed)
    {
        Assert.True(after.Messages[0].IsUser, $"seed {seed}");
        for (var i = 0; i < after.Messages.Count; i++)
        {
            var message = after.Messages[i];
            Assert.NotEmpty(message.Blocks);
            Assert.True(i == 0 || message.IsUser != after.Messages[i - 1].IsUser, $"seed {seed}: message {i} does not alternate");
            var calls = Ids(message, "tool_use");
            Assert.True(calls.Length == 0 || calls.SequenceEqual(Ids(after.Messages[i + 1], "tool_result")), $"seed {seed}: a call of message {i} lost its result");
            Assert.True(Ids(message, "tool_result").Length == 0 || Ids(after.Messages[i - 1], "tool_use").Length > 0, $"seed {seed}: a result of message {i} lost its call");
        }
    }

    private static void AssertKept(MessagesRequest request, MessagesRequest after, ReductionResult result, int seed)
    {
        var isTouched = result.Removed.Any(step => step.Kind is ReductionKind.LongText or ReductionKind.LongResult);
        var (last, lastAfter) = (request.Messages[^1], after.Messages[^1]);
        if (!isTouched)
        {
            Assert.Equal(request.Bytes(last.Whole), after.Bytes(lastAfter.Whole));
        }

        var end = request.Bytes(last.Whole);
        var endAfter = after.Bytes(lastAfter.Whole);
        var kept = Math.Min(150, end.Length);
        Assert.Equal(end[^kept..], endAfter[^kept..]);

        // Every thinking block that is left is one of those there were.
        var thinking = Thinking(request).ToHashSet();
        Assert.All(Thinking(after), block => Assert.Contains(block, thinking));
        Assert.True(lastAfter.Blocks.Count == last.Blocks.Count, $"seed {seed}");
    }

    private static IEnumerable<string> Thinking(MessagesRequest request)
        => request.Messages.SelectMany(message => message.Blocks).Where(block => block.IsThinking).Select(block => Convert.ToHexString(request.Bytes(block.Whole)));

    private static string[] Ids(RequestMessage message, string type) => [.. message.Blocks.Where(block => block.Type == type).Select(block => block.Id)];
}
