using System.Text;
using System.Text.Json;
using Coxswain.Core.Sessions.Reading;
using Coxswain.Testing.Transcripts;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class JsonScannerTests
{
    private static readonly int Mutations = Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 1_000_000 : 40_000;

    [Fact]
    public void Mutated_lines_are_accepted_refused_and_sliced_exactly_as_by_the_runtime_s_reader()
    {
        var lines = CapturedTranscripts.AllFiles().SelectMany(File.ReadAllLines).Select(Encoding.UTF8.GetBytes).Where(line => line.Length < 4000).ToArray();
        var random = new Random(20261123);
        var accepted = 0;
        for (var i = 0; i < Mutations; i++)
        {
            accepted += AssertAlike(Mutate(lines[random.Next(lines.Length)], random)) ? 1 : 0;
        }

        Assert.InRange(accepted, Mutations / 10, Mutations * 9 / 10);
    }

    [Theory]
    [InlineData("{\"n\":0}")]
    [InlineData("{\"n\":-0}")]
    [InlineData("{\"n\":01}")]
    [InlineData("{\"n\":-}")]
    [InlineData("{\"n\":1.}")]
    [InlineData("{\"n\":.5}")]
    [InlineData("{\"n\":1e}")]
    [InlineData("{\"n\":1E+05}")]
    [InlineData("{\"n\":-1.5e-300}")]
    [InlineData("{\"n\":+1}")]
    [InlineData("{\"n\":1x}")]
    [InlineData("{\"n\":NaN}")]
    [InlineData("{\"n\":tru}")]
    [InlineData("{\"n\":truex}")]
    [InlineData("{\"n\":null }  ")]
    [InlineData("{\"n\":[1,]}")]
    [InlineData("{\"n\":[,1]}")]
    [InlineData("{\"n\":[1 2]}")]
    [InlineData("{\"n\":{\"a\":1,}}")]
    [InlineData("{\"n\":{\"a\"}}")]
    [InlineData("{\"n\":{1:2}}")]
    [InlineData("{\"n\":[}]")]
    [InlineData("{\"n\":[[],{},\"\",[{\"a\":[]}]]}")]
    [InlineData("{\"n\":1}}")]
    [InlineData("{\"n\":1} {")]
    [InlineData("{\"n\":\"\\u12g4\"}")]
    [InlineData("{\"n\":\"\\u00e9\\ud800\"}")]
    [InlineData("{\"n\":\"\\x\"}")]
    [InlineData("{\"n\":\"\\\"}")]
    [InlineData("{\"n\":\"\t\"}")]
    [InlineData("{\"n\":\"\u007f\u00e9\"}")]
    [InlineData("{\"\\u006e\":\"found by its escaped name\"}")]
    [InlineData("{\"n\":1,\"n\":\"the last one wins\"}")]
    [InlineData("{,}")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{/**/}")]
    [InlineData("\u00a0{}")]
    public void Corners_of_the_grammar_are_where_the_runtime_s_reader_has_them(string json) => AssertAlike(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(100_000, false)]
    public void Nesting_has_a_limit_and_needs_no_stack(int levels, bool isAccepted)
    {
        var arrays = "{\"n\":" + new string('[', levels) + new string(']', levels) + "}";
        var objects = string.Concat(Enumerable.Repeat("{\"n\":", levels + 1)) + "1" + new string('}', levels + 1);

        Assert.Equal(isAccepted, AssertAlike(Encoding.UTF8.GetBytes(arrays)));
        Assert.Equal(isAccepted, AssertAlike(Encoding.UTF8.GetBytes(objects)));
    }

    [Fact]
    public void A_text_of_more_values_than_are_remembered_is_refused_and_the_next_one_read()
    {
        var parser = new JsonParser();
        var many = Encoding.UTF8.GetBytes("{\"n\":[" + string.Concat(Enumerable.Repeat("1,", 4 * 1024 * 1024)) + "1]}");

        Assert.Throws<JsonException>(() => parser.ParseObject(many).Root);
        Assert.True(parser.ParseObject("{}"u8).Root.IsObject);
    }

    [Fact]
    public void Strings_end_where_they_do_wherever_their_escapes_fall_in_a_block()
    {
        var random = new Random(5);
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var raw = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => new string('x', random.Next(70)) + new string('\\', random.Next(4)) + Ends[random.Next(Ends.Length)]));
            accepted += AssertAlike(Encoding.UTF8.GetBytes("{\"a\":\"" + raw + "\",\"b\":1}" + new string(' ', random.Next(3)))) ? 1 : 0;
        }

        Assert.InRange(accepted, 2_000, 18_000);
    }

    [Fact]
    public void Lengths_are_those_of_the_decoded_text_and_of_its_shortest_spelling()
    {
        var random = new Random(4);
        for (var i = 0; i < 5000; i++)
        {
            var raw = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)])));
            var text = JsonText.Decode(raw, true);
            var escapes = text.Sum(c => c is '"' or '\\' or '\n' or '\r' or '\t' or '\b' or '\f' ? 1 : c < ' ' ? 5 : 0);

            Assert.Equal(text.Length, JsonText.LengthChars(raw, true));
            Assert.Equal(text.Length + escapes, JsonText.LengthAsJson(raw, true));
        }
    }

    private static readonly string[] Pieces = ["a", "plain text ", "é", "—", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u001b", "\\u0041", "\\u000a", "\\ud83d\\ude00", "\\ud800", "\\b"];

    private static readonly string[] Ends = ["n", "\"", "\\\\", "u00e9", "x", "é", "\\u12", "/", "\u0001"];

    private static bool AssertAlike(byte[] json)
    {
        var expected = Reference(json);
        List<JsonSlice>? actual = null;
        try
        {
            var parsed = new JsonParser().ParseObject(json);
            actual = [.. parsed.All(parsed.Root)];
        }
        catch (JsonException)
        {
            // Refused.
        }

        Assert.True(actual is null == expected is null, Encoding.UTF8.GetString(json));
        Assert.Equal(expected, actual);
        return actual is not null;
    }

    private static List<JsonSlice>? Reference(byte[] json)
    {
        try
        {
            var (slices, open) = (new List<JsonSlice>(), new Stack<int>());
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    var container = slices[open.Pop()];
                    slices[container.Index] = container with { Length = start + 1 - container.Start, Next = slices.Count };
                    continue;
                }

                var (isText, isContainer) = (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName, reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
                if (isContainer)
                {
                    open.Push(slices.Count);
                }

                slices.Add(new JsonSlice(isText ? start + 1 : start, isContainer ? 0 : reader.ValueSpan.Length, reader.TokenType, reader.ValueIsEscaped, slices.Count, slices.Count + 1));
            }

            return slices is [{ IsObject: true }, ..] ? slices : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Mutate(byte[] line, Random random)
    {
        var copy = (byte[])line.Clone();
        for (var edits = random.Next(0, 3); edits > 0; edits--)
        {
            var at = random.Next(copy.Length);
            copy = random.Next(6) switch
            {
                0 => copy[..at],
                1 => [.. copy[..at], (byte)random.Next(256), .. copy[at..]],
                2 => [.. copy[..at], .. " \t\r\n{}[]\",:\\u00e-.+0n"u8.Slice(random.Next(20), 2), .. copy[(at + 1)..]],
                3 => [.. copy[..at], .. copy[Math.Min(copy.Length, at + random.Next(30))..]],
                4 => [.. copy[..at], .. " "u8, .. copy[at..]],
                _ => [.. copy[..at], (byte)random.Next(256), .. copy[(at + 1)..]],
            };
            copy = copy.Length == 0 ? [(byte)'{'] : copy;
        }

        return copy;
    }
}
