using System.Text;

namespace Coxswain.Bench.Gateway;

/// <summary>What the benchmark asks and what the mock upstream answers: always the same bytes, so that every answer can be compared.</summary>
internal static class FixedAnswers
{
    public const int Frames = 64;

    /// <summary>Marks a stream that stays open: a frame every 200 ms, and many of them.</summary>
    public const string OpenMark = "\"max_tokens\":2,";

    /// <summary>Marks a stream of <see cref="GapFrames"/> frames, to see how evenly they arrive.</summary>
    public const string GapMark = "\"max_tokens\":3,";

    public const int GapFrames = 200;

    public static readonly TimeSpan FrameGap = TimeSpan.FromMilliseconds(20);

    private const string Model = "claude-opus-4-5";
    private const int DocumentBytes = 1200;

    public static byte[] SmallRequest { get; } = Request(1000, stream: false, 4 * 1024);

    public static byte[] StreamRequest { get; } = Request(1000, stream: true, 4 * 1024);

    public static byte[] LargeRequest { get; } = Request(1000, stream: false, 400 * 1024);

    public static byte[] OpenRequest { get; } = Request(2, stream: true, 4 * 1024);

    public static byte[] GapRequest { get; } = Request(3, stream: true, 4 * 1024);

    public static ExpectedAnswer Document { get; } = MakeDocument();

    /// <summary>One frame; the first has the first token in it, the last ends the message.</summary>
    public static IReadOnlyList<byte[]> StreamFrames { get; } = [.. Enumerable.Range(0, Frames).Select(Frame)];

    public static ExpectedAnswer Stream { get; } = MakeStream(Frames);

    public static ExpectedAnswer Gaps { get; } = MakeStream(GapFrames);

    /// <summary>A stream's frame with this number, of so many.</summary>
    public static byte[] FrameOf(int number, int frames) => StreamFrames[number == 0 ? 0 : number == frames - 1 ? Frames - 1 : 1];

    private static byte[] Request(int tokens, bool stream, int bytes)
    {
        var head = $$"""{"model":"{{Model}}","max_tokens":{{tokens}},{{(stream ? "\"stream\":true," : "")}}"messages":[{"role":"user","content":[{"type":"text","text":" """.TrimEnd();
        const string Tail = "\"}]}]}";
        return Encoding.UTF8.GetBytes(head + Text(bytes - head.Length - Tail.Length) + Tail);
    }

    /// <summary>Words, some of them with what JSON has to escape, as prompts have.</summary>
    private static string Text(int length)
    {
        const string Words = "The quick brown fox reads a file called \\\"main.cs\\\" and says:\\n";
        return string.Concat(Enumerable.Repeat(Words, length / Words.Length)) + new string('x', length % Words.Length);
    }

    private static ExpectedAnswer MakeDocument()
    {
        const string Head = $$$"""{"id":"msg_01Bench","type":"message","role":"assistant","model":"{{{Model}}}","content":[{"type":"text","text":" """;
        const string Tail = """ "}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1000,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":200}}""";
        return new ExpectedAnswer(Encoding.UTF8.GetBytes(Head.TrimEnd() + new string('y', DocumentBytes - Head.Length - Tail.Length) + Tail.TrimStart()), []);
    }

    private static ExpectedAnswer MakeStream(int frames)
    {
        var all = Enumerable.Range(0, frames).Select(number => FrameOf(number, frames)).ToList();
        var ends = new List<int>();
        foreach (var frame in all)
        {
            ends.Add((ends.Count > 0 ? ends[^1] : 0) + frame.Length);
        }

        return new ExpectedAnswer([.. all.SelectMany(static frame => frame)], [.. ends]);
    }

    private static byte[] Frame(int index)
    {
        const string Start = $$$$"""
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_01Bench","type":"message","role":"assistant","model":"{{{{Model}}}}","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1000,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}


            """;
        const string End = """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":200}}

            event: message_stop
            data: {"type":"message_stop"}


            """;
        const string Delta = """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a few words of an answer"}}


            """;
        return Encoding.UTF8.GetBytes((index == 0 ? Start : "") + (index == Frames - 1 ? End : Delta));
    }
}
