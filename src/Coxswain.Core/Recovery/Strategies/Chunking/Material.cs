using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Chunking;

/// <summary>What a request is about, apart from what it asks: all texts of the conversation in order, without thinking, calls and images; and the newest question.</summary>
internal sealed class Material
{
    private const int LongestQuestion = 4000;
    private const int LongestBeginning = 600;
    private const int LongestEnd = 2000;

    private static readonly byte[] Paragraph = @"\n\n"u8.ToArray();
    private static readonly byte[] Line = @"\n"u8.ToArray();

    private Material(IReadOnlyList<Segment> segments, IReadOnlyList<ByteRange> question)
    {
        Segments = segments;
        Question = question;
    }

    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>The newest text of the user's when it is short; of a long one its first and last paragraph, which then stand in the material as well.</summary>
    public IReadOnlyList<ByteRange> Question { get; }

    public static Material Of(MessagesRequest request)
    {
        var segments = request.Messages.SelectMany(message => message.Blocks.SelectMany(block => Of(message.Role, block))).Where(segment => segment.Text.Length > 0).ToList();
        var asked = segments.FindLastIndex(segment => segment.Label == "user");
        if (asked < 0)
        {
            return new Material(segments, []);
        }

        var newest = segments[asked].Text;
        if (newest.Length <= LongestQuestion)
        {
            segments.RemoveAt(asked);
            return new Material(segments, [newest]);
        }

        return new Material(segments, [Beginning(request, newest), End(request, newest)]);
    }

    private static IEnumerable<Segment> Of(string role, ContentBlock block) => block switch
    {
        { Type: "text" or "document", Text: { } text } => [new Segment(block.Type == "document" ? "document" : role, text.Inside())],
        { Type: "tool_result" } => block.Parts.Where(part => part.Text is not null).Select(part => new Segment("tool result", (part.Text ?? default).Inside())),
        _ => [],
    };

    private static ByteRange Beginning(MessagesRequest request, ByteRange text)
    {
        var bytes = request.Bytes(text)[..LongestBeginning];
        var to = bytes.IndexOf(Paragraph) is var paragraph and > 0 ? paragraph : bytes.IndexOf(Line) is var line and > 0 ? line : 0;
        return new ByteRange(text.Start, text.Start + EscapedText.CutAtMost(bytes, to));
    }

    private static ByteRange End(MessagesRequest request, ByteRange text)
    {
        var whole = request.Bytes(text);
        var least = EscapedText.CutAtLeast(whole, whole.Length - LongestEnd);
        var bytes = whole[least..];
        var from = bytes.LastIndexOf(Paragraph) is var paragraph and > 0 ? paragraph : bytes.LastIndexOf(Line) is var line and > 0 ? line : 0;
        return new ByteRange(text.Start + least + EscapedText.CutAtMost(bytes, from), text.End);
    }
}
