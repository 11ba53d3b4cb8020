using System.Text.Json;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>
/// A model that checks the prefix refuses thinking blocks made before a change ahead of them. It is asked to drop them itself, where it takes that setting (adaptive thinking);
/// otherwise they go here, all after the first change, since one left out spoils those after it too.
/// </summary>
internal static class ThinkingAfterEdit
{
    /// <summary>What the setting adds at most.</summary>
    public const int MostBytes = 100;

    private const string Drop = """{"prefix_mismatch_behavior":"drop_block"}""";

    /// <returns>Betas the request needs now, and what was removed.</returns>
    public static (IReadOnlyList<string> Betas, IReadOnlyList<ReductionStep> Removed) Apply(ReductionDraft draft, ByteEdits edits, ModelCatalog catalog)
    {
        var model = catalog.Find(draft.Request.Model);
        var first = draft.FirstChanged ?? draft.Request.Messages.Count;
        var concerned = Enumerable.Range(first, draft.Request.Messages.Count - first)
            .Where(i => !draft.IsDropped(i) && draft.Request.Messages[i].Blocks.Any(block => block.IsThinking)).ToArray();

        // Of an unknown model nothing is known but that a newer one may well check.
        if (concerned.Length == 0 || model is { ChecksPrefix: false })
        {
            return ([], []);
        }

        if (model is not null && TryAsk(draft.Request, edits))
        {
            return ([catalog.ThinkingControlsBeta], []);
        }

        Array.ForEach(concerned, i => Remove(draft.Request.Messages[i], edits));
        var blocks = concerned.SelectMany(i => draft.Request.Messages[i].Blocks.Where(block => block.IsThinking)).ToArray();
        return ([], [new ReductionStep(ReductionKind.Thinking, blocks.Length, (long)blocks.Sum(draft.Scale.Of))]);
    }

    private static bool TryAsk(MessagesRequest request, ByteEdits edits)
    {
        if (request.Member("thinking") is not { } thinking)
        {
            // These models think adaptively unless told otherwise, so saying it changes nothing else.
            edits.Insert(request.Members[^1].Whole.End, $$""","thinking":{"type":"adaptive","block_binding":{{Drop}}}""");
            return true;
        }

        var members = JsonMembers.Of(request.Body, thinking.Value);
        var type = members.FirstOrDefault(member => member.Name == "type");
        if (type is not { Kind: JsonTokenType.String } || !request.Bytes(type.Value).SequenceEqual("\"adaptive\""u8))
        {
            return false;
        }

        if (members.FirstOrDefault(member => member.Name == "block_binding") is { } binding)
        {
            edits.Replace(binding.Value, Drop);
        }
        else
        {
            edits.Insert(type.Whole.End, $$""","block_binding":{{Drop}}""");
        }

        return true;
    }

    private static void Remove(RequestMessage message, ByteEdits edits)
    {
        if (message.Blocks.All(block => block.IsThinking))
        {
            edits.Replace(message.Content, "\"[thinking left out]\"");
            return;
        }

        edits.RemoveItems([.. message.Blocks.Select(block => block.Whole)], i => message.Blocks[i].IsThinking);
    }
}
