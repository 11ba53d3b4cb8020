using System.Text;
using Coxswain.Core.Sessions;
using Coxswain.Testing.Transcripts;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class TranscriptFuzzTests
{
    private static readonly int Mutations = Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 1_000_000 : 20_000;

    [Fact]
    public void Mutated_lines_never_crash_the_reader_and_never_count_beyond_reason()
    {
        var lines = CapturedTranscripts.AllFiles().SelectMany(File.ReadAllLines).Select(Encoding.UTF8.GetBytes).Where(line => line.Length < 8000).ToArray();
        var random = new Random(20261123);
        var read = 0;
        foreach (var chunk in Enumerable.Range(0, Mutations).Chunk(1000))
        {
            var batch = TranscriptReading.Bytes(chunk.Select(_ => Mutate(lines[random.Next(lines.Length)], lines, random)));

            read += batch.DamagedLines + batch.Requests.Count;
            Assert.All(batch.Requests, AssertReasonable);
        }

        Assert.True(read > Mutations / 10, "Mutations must reach both the damaged and the readable.");
    }

    private static void AssertReasonable(RequestFact request)
    {
        Assert.InRange(request.InputTokens, 0, 1_000_000_000_000_000);
        Assert.InRange(request.OutputTokens, 0, 1_000_000_000_000_000);
        Assert.NotEqual("", request.RequestKey);
    }

    private static byte[] Mutate(byte[] line, byte[][] lines, Random random)
    {
        var copy = (byte[])line.Clone();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(copy.Length);
            copy = random.Next(7) switch
            {
                0 => copy[..at],
                1 => [.. copy[..at], (byte)random.Next(256), .. copy[at..]],
                2 => [.. copy[..at], .. lines[random.Next(lines.Length)].AsSpan(0, 40), .. copy[at..]],
                3 => [.. copy[..at], .. "{}[]\",:\\u00"u8.Slice(random.Next(8), 2), .. copy[(at + 1)..]],
                4 => [.. copy[..at], .. copy[Math.Min(copy.Length, at + random.Next(30))..]],
                5 => [.. copy[..at], .. "-1e999"u8, .. copy[at..]],
                _ => Overwrite(copy, at, (byte)random.Next(256)),
            };
            copy = copy.Length == 0 ? [(byte)'{'] : copy;
        }

        return copy;
    }

    private static byte[] Overwrite(byte[] copy, int at, byte value)
    {
        copy[at] = value;
        return copy;
    }
}
