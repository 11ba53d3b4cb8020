using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class ColdSharesTests
{
    private static readonly TurnShape Turn = new(0, 0, 0, 0.05, 0.02);

    [Fact]
    public void Weighed_shares_keep_the_mean()
    {
        var shares = ColdShares.Of(Turn, 100).ToList();

        Assert.Equal(1, shares.Sum(share => share.Weight), 12);
        Assert.Equal(0.05, shares.Sum(share => share.Share * share.Weight), 3);
    }

    [Fact]
    public void Chance_counts_for_more_when_few_turns_are_left()
        => Assert.True(Widest(ColdShares.Of(Turn, 5)) > 1.5 * Widest(ColdShares.Of(Turn, 100)));

    [Fact]
    public void Unknown_breaks_widen_what_chance_alone_does()
        => Assert.True(Widest(ColdShares.Of(Turn with { ColdSpread = 0.1 }, 400)) > 1.5 * Widest(ColdShares.Of(Turn with { ColdSpread = 0 }, 400)));

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 50)]
    [InlineData(0.05, 1)]
    public void Certain_share_is_the_only_one(double share, int turns)
        => Assert.Equal((share, 1), Assert.Single(ColdShares.Of(Turn with { ColdShare = share }, turns)));

    [Fact]
    public void No_share_is_above_all_turns() => Assert.All(ColdShares.Of(Turn with { ColdShare = 0.9, ColdSpread = 0.5 }, 3), share => Assert.InRange(share.Share, 0, 1));

    private static double Widest(IEnumerable<(double Share, double Weight)> shares) => shares.Max(share => share.Share);
}
