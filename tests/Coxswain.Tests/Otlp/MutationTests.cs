using System.Diagnostics;
using Coxswain.Otlp;

namespace Coxswain.Tests.Otlp;

public sealed class MutationTests
{
    // A few milliseconds when alone; wide enough for a machine that runs everything at once.
    private static readonly TimeSpan LongestDecode = TimeSpan.FromSeconds(10);

    [Fact]
    public void Mutated_bodies_decode_or_fail_with_the_one_error()
    {
        var seeds = Mutations.Seeds();
        var random = new Random(20261123);
        var slowest = TimeSpan.Zero;
        var (decoded, refused) = (0, 0);
        for (var run = 0; run < Runs.Of(20_000, 1_000_000); run++)
        {
            var (signal, encoding, body) = seeds[random.Next(seeds.Count)];
            var mutated = Mutations.Mutate(body, seeds, random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                OtlpDecoder.Decode(signal, encoding, mutated, new OtlpOptions(), Decoding.Received);
                decoded++;
            }
            catch (OtlpDecodeException)
            {
                refused++;
            }

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        Assert.True(slowest < LongestDecode, $"one body took {slowest}");
        Assert.True(decoded > 100 && refused > 100, $"{decoded} decoded, {refused} refused: the mutations are too mild or too wild");
    }
}
