using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
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

    /// <summary>Three blocks of 333.5 tokens each, and a last request of 1,234: whole numbers, and 1,234 together with what is no block.</summary>
    [Fact]
    public void Parts_add_up_to_the_window_exactly_with_the_rest_as_one_of_them()
    {
        var half = OneToOne with { TokensPerByte = 0.5 };
        var metric = Recency.Of(Of(new ContextWindow { Blocks = [Answer(39, 667), Answer(79, 667), Prompt(100, 667)], LastTurn = 100, Requests = [Request(100, 34, read: 1200)] }, rate: half));

        Assert.Equal(1234, metric.Parts.Sum(part => part.Tokens));
        Assert.Equal([333, 0, 334, 333, 234], metric.Parts.Select(part => part.Tokens ?? -1));
        Assert.Equal(("the rest: system prompt, tools, the client's own", null), (metric.Parts[4].Name, metric.Parts[4].Share));
        Assert.Equal(1, metric.Parts.Sum(part => part.Share ?? 0), 10);
    }

    /// <summary>Reckoned 1,000 tokens where 500 were counted.</summary>
    [Fact]
    public void Blocks_reckoned_too_large_share_what_was_counted()
    {
        var metric = Recency.Of(Of(new ContextWindow { Blocks = [Answer(39, 750), Prompt(100, 250)], LastTurn = 100, Requests = [Request(100, 500)] }));

        Assert.Equal([125, 0, 0, 375], metric.Parts.Select(part => part.Tokens ?? -1));
    }

    [Fact]
    public void What_is_to_be_sent_next_is_fresh()
        => Assert.Equal(1, Recency.Of(Of(1, Prompt(2, 10))).Value);
}
