using System.Buffers;
using System.Globalization;
using System.Text;
using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Chunking;

/// <summary>Writes the requests: the original's members with one user message in place of the conversation.</summary>
internal static class PartRequest
{
    /// <summary>More than the words around the material have.</summary>
    public const int FrameBytes = 900;

    private static readonly string[] OfTools = ["tools", "tool_choice", "mcp_servers", "container", "context_management"];

    /// <summary>One part of the material, to be answered by itself: without tools, a given form or streaming.</summary>
    public static ReadOnlyMemory<byte> OfPart(MessagesRequest request, Material material, IReadOnlyList<Segment> pieces, int number, int count, int maxTokens)
    {
        var text = new ArrayBufferWriter<byte>();
        Say(text, $"This is part {number} of {count} of a material that is too long for one request.\n\n<part>\n");
        foreach (var piece in pieces)
        {
            Say(text, $"[{Label(piece.Label)}]\n");
            text.Write(request.Bytes(piece.Text));
            Say(text, "\n");
        }

        Say(text, "</part>\n\n");
        Ask(text, request, material);
        Say(text, $"\n\nAnswer from part {number} of {count} alone. Be short, but keep every fact, name and number that the whole answer may need. If this part has nothing on the question, say only that.");
        return Write(Bare(request, maxTokens), text);
    }

    /// <summary>Several answers made one, still not the client's.</summary>
    public static ReadOnlyMemory<byte> OfGroup(MessagesRequest request, Material material, IReadOnlyList<ReadOnlyMemory<byte>> answers, int maxTokens)
        => Write(Bare(request, maxTokens), Answers(request, material, answers, "Make one short answer of these. Keep every fact, name and number that the whole answer may need, and their order."));

    /// <summary>The client's answer: everything but the conversation is as the client sent it.</summary>
    /// <param name="maxTokens">Null: as the client sent it.</param>
    public static ReadOnlyMemory<byte> OfAll(MessagesRequest request, Material material, IReadOnlyList<ReadOnlyMemory<byte>> answers, int? maxTokens)
    {
        var draft = new RequestDraft(request);
        if (maxTokens is { } limit)
        {
            draft.Replace("max_tokens", Number(limit));
        }

        return Write(draft, Answers(request, material, answers, "Answer the question from these as if you had read the whole material. Do not speak of parts."));
    }

    private static ArrayBufferWriter<byte> Answers(MessagesRequest request, Material material, IReadOnlyList<ReadOnlyMemory<byte>> answers, string task)
    {
        var text = new ArrayBufferWriter<byte>();
        Say(text, $"A material too long for one request was read in {answers.Count} parts. What was found in each:\n\n");
        for (var i = 0; i < answers.Count; i++)
        {
            Say(text, $"<part number=\\\"{i + 1}\\\">\n");
            text.Write(answers[i].Span);
            Say(text, "\n</part>\n\n");
        }

        Ask(text, request, material);
        Say(text, "\n\n" + task);
        return text;
    }

    private static void Ask(ArrayBufferWriter<byte> text, MessagesRequest request, Material material)
    {
        Say(text, "The question is about the whole material:\n");
        foreach (var range in material.Question.Where(range => range.Length > 0))
        {
            text.Write(request.Bytes(range));
            Say(text, "\n");
        }
    }

    private static RequestDraft Bare(MessagesRequest request, int maxTokens)
    {
        var draft = new RequestDraft(request);
        Array.ForEach(OfTools, draft.Remove);
        draft.Replace("stream", "false"u8.ToArray());
        draft.Replace("max_tokens", Number(maxTokens));
        var thinking = draft.Inside("thinking");
        if (draft.Text(thinking.FirstOrDefault(member => member.Name == "type")) == "enabled")
        {
            // Its budget may be more than the part's answer has.
            draft.Remove("thinking");
        }

        draft.RemoveInside("output_config", draft.Inside("output_config"), member => member.Name == "format");
        return draft;
    }

    private static ReadOnlyMemory<byte> Write(RequestDraft draft, ArrayBufferWriter<byte> text)
    {
        draft.Replace("messages", (byte[])[.. """[{"role":"user","content":" """u8[..^1], .. text.WrittenSpan, .. "\"}]"u8]);
        return draft.Apply();
    }

    // Our own words: ASCII, with nothing to escape but line ends.
    private static void Say(ArrayBufferWriter<byte> text, FormattableString words) => Say(text, words.ToString(CultureInfo.InvariantCulture));

    private static void Say(ArrayBufferWriter<byte> text, string words) => text.Write(Encoding.ASCII.GetBytes(words.Replace("\n", "\\n", StringComparison.Ordinal)));

    // A role comes from the client.
    private static string Label(string label) => label is "user" or "assistant" or "system" or "document" or "tool result" ? label : "other";

    private static byte[] Number(int value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
}
