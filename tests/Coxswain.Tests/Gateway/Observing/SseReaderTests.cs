using System.Net.ServerSentEvents;
using System.Text;
using Coxswain.Gateway.Observing;
using CsCheck;

namespace Coxswain.Tests.Gateway.Observing;

public sealed class SseReaderTests
{
    private static readonly string[] Lines =
        ["event: message_start", "event:error", "event", "data: {\"a\":1}", "data:x", "data", "data:", "data:  two", "id: 7", "retry: 5", ": comment", ":", "of: tomorrow", "ü", "data: é\uFEFF"];

    private static readonly string[] Ends = ["\n", "\r\n", "\r"];

    // Each event has data: an event's name without any is forgotten here, as the specification says, and kept for the next one by .NET's parser.
    private static readonly Gen<string> Event = Gen.Select(Gen.Int[0, Lines.Length - 1].Array[0, 6], Gen.Int[0, Ends.Length - 1], Gen.Int[1, 2], static (lines, end, blanks) =>
        string.Concat(lines.Select(i => Lines[i] + Ends[end])) + "data: last" + Ends[end] + string.Concat(Enumerable.Repeat(Ends[end], blanks)));

    [Fact]
    public void Reads_what_dotnets_parser_reads_however_the_bytes_are_cut() =>
        Gen.Select(Event.Array[0, 8], Gen.Int[1, 9], Gen.Int[0, 10]).Sample((events, piece, cut) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(events));
            bytes = bytes[..Math.Max(0, bytes.Length - cut)];
            Assert.Equal(Expected(bytes), Read(bytes, piece, 4096));
        });

    [Fact]
    public void Bytes_of_any_kind_end_in_events_or_nothing() =>
        Gen.Byte.Array[0, 3000].Sample(bytes => Assert.All(Read(bytes, 100, 256), static one => Assert.True(one.Length <= 2 * (256 + 64) + 1)));

    [Fact]
    public void Event_too_long_is_passed_over_whole_and_the_next_one_is_read()
    {
        var stream = $"event: a\ndata: {new string('x', 300)}\ndata: rest\n\nevent: b\ndata: y\n\ndata: {new string('z', 200)}\ndata: {new string('z', 200)}\n\nevent: c\ndata: w\n\n";

        Assert.Equal(["b=y", "c=w"], Read(Encoding.UTF8.GetBytes(stream), 7, 256));
    }

    private static List<string> Expected(byte[] bytes) =>
        [.. SseParser.Create(new MemoryStream(bytes)).Enumerate().Select(static one => $"{(one.EventType.Length > 0 ? one.EventType : "message")}={one.Data}")];

    private static List<string> Read(byte[] bytes, int piece, int most)
    {
        var reader = new SseReader(most);
        var found = new List<string>();
        foreach (var part in bytes.Chunk(piece))
        {
            reader.Read(part, (name, data) => found.Add($"{Encoding.UTF8.GetString(name)}={Encoding.UTF8.GetString(data)}"));
        }

        return found;
    }
}
