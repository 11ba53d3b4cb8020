using Coxswain.Core.Budgets.Recommending;
using CsCheck;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class AskedDifficultyTests
{
    [Fact]
    public void Estimate_is_read_and_brought_to_a_sum_of_1()
        => Assert.Equal(new DifficultyShares(0.5 / 1.01, 0.3 / 1.01, 0.21 / 1.01), AskedDifficulty.Read("""{"routine": 0.5, "ordinary": 0.3, "hard": 0.21}"""));

    [Theory]
    [InlineData("")]
    [InlineData("hard")]
    [InlineData("[0.1, 0.2, 0.7]")]
    [InlineData("""{"routine": 0.5, "ordinary": 0.5}""")]
    [InlineData("""{"routine": 0.5, "ordinary": 0.3, "hard": 0.3}""")]
    [InlineData("""{"routine": -0.5, "ordinary": 0.5, "hard": 1}""")]
    [InlineData("""{"routine": "1", "ordinary": 0, "hard": 0}""")]
    [InlineData("""{"routine": 1e999, "ordinary": 0, "hard": 0}""")]
    [InlineData("""{"routine": 1, "ordinary": 0, "hard": 0, "model": "opus"}""")]
    [InlineData("""{"routine": 1, "routine": 0, "hard": 0}""")]
    [InlineData("""Sure: {"routine": 1, "ordinary": 0, "hard": 0}""")]
    [InlineData("""{"routine": 1, "ordinary": 0, "hard": 0} """ + "\n and more")]
    public void Anything_else_is_no_estimate(string answer) => Assert.Null(AskedDifficulty.Read(answer));

    [Fact]
    public void Long_answer_is_not_looked_at() => Assert.Null(AskedDifficulty.Read("""{"routine": 1, "ordinary": 0, "hard": 0}""" + new string(' ', 300)));

    [Fact]
    public void No_text_breaks_the_reader() => Gen.String.Sample(static text => Assert.Null(AskedDifficulty.Read(text)), iter: 5000);

    [Fact]
    public void Estimate_moves_the_shares_its_way_but_not_all_of_it()
    {
        var even = new DifficultyShares(0.3, 0.4, 0.3);

        var moved = even.Weighing(new DifficultyShares(0, 0, 1), 0.5);

        Assert.InRange(moved.Hard, 0.7, 0.85);
        Assert.Equal(1, moved.Routine + moved.Ordinary + moved.Hard, 12);
        Assert.Equal(even, even.Weighing(new DifficultyShares(0, 0, 1), 0) with { });
    }
}
