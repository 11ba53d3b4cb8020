using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class RecencyTests
{
    [Fact]
    public void Each_block_is_in_one_band_and_the_bands_make_up_the_whole()
    {
        // Newest turn 100. Ages 0 and 5: fresh 100 + 50; 6 and 20: recent 10 + 40; 21 and 60: aging 200 + 100; 61: stale 500. All 1,000.
        var metric = Recency.Of(Of(
            100, Answer(39, 500), Answer(40, 100), Answer(79, 200), Answer(80, 40), Answer(94, 10), Answer(95, 50), Prompt(100, 100)));

        Assert.Equal([150, 50, 300, 500], metric.Parts.Select(part => part.Tokens ?? -1));
        Assert.Equal(1, metric.Parts.Sum(part => part.Share) ?? 0, 10);
        Assert.Equal(0.2, metric.Value ?? 0, 10);
        Assert.Equal(HealthBand.Bad, metric.Band);
        Assert.Equal(500, metric.Frees?.Tokens);
    }

    [Fact]
    public void What_is_to_be_sent_next_is_fresh()
        => Assert.Equal(1, Recency.Of(Of(1, Prompt(2, 10))).Value);
}
