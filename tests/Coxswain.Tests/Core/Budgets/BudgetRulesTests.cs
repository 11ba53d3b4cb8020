using Coxswain.Core.Budgets;

namespace Coxswain.Tests.Core.Budgets;

public sealed class BudgetRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly Budget Fine = new("day", BudgetPeriod.Day, 20, BudgetScope.Everything, [new LadderStep(BudgetAction.Block, 100)]);

    [Fact]
    public void Fine_budget_has_no_problem() => Assert.Empty(BudgetRules.Problems(Fine));

    [Theory]
    [InlineData("", 20, "", 100, "name")]
    [InlineData("Day", 20, "", 100, "name")]
    [InlineData("a/b", 20, "", 100, "name")]
    [InlineData("day", 0, "", 100, "limitUsd")]
    [InlineData("day", -1, "", 100, "limitUsd")]
    [InlineData("day", 1_000_001, "", 100, "limitUsd")]
    [InlineData("day", 20, "shop", 100, "project")]
    [InlineData("day", 20, "", 0, "ladder")]
    [InlineData("day", 20, "", 1001, "ladder")]
    public void Problem_is_told_by_the_member_it_is_in(string name, int limit, string project, int percent, string member)
        => Assert.Equal([member], BudgetRules.Problems(Fine with { Name = name, LimitUsd = limit, Scope = new BudgetScope(project), Ladder = [new LadderStep(BudgetAction.Block, percent)] }).Keys);

    [Theory]
    [InlineData(BudgetAction.Block, false)]
    [InlineData(BudgetAction.Notify, true)]
    [InlineData(BudgetAction.Downshift, true)]
    public void Limit_of_single_requests_can_only_refuse_them(BudgetAction action, bool isRefused)
        => Assert.Equal(isRefused ? ["ladder"] : [], BudgetRules.Problems(Fine with { Period = BudgetPeriod.Request, Ladder = [new LadderStep(action, 100)] }).Keys);

    [Theory]
    [InlineData(60, "release", null)]
    [InlineData(0, "release", "minutes")]
    [InlineData(-5, "release", "minutes")]
    [InlineData(60 * 24 * 32, "release", "minutes")]
    [InlineData(60, " ", "why")]
    public void Override_needs_a_time_and_a_reason(int minutes, string why, string? member)
        => Assert.Equal(member, BudgetRules.Problems(new BudgetOverride("", Noon, Noon.AddMinutes(minutes), why)).Keys.SingleOrDefault());

    [Fact]
    public void Override_holds_for_its_budget_and_time_alone()
    {
        var change = new BudgetOverride("day", Noon, Noon.AddHours(1), "release");

        Assert.Equal(
            [true, true, false, false, false],
            [change.Holds("day", Noon), change.Holds("day", Noon.AddMinutes(59)), change.Holds("day", Noon.AddHours(1)), change.Holds("day", Noon.AddTicks(-1)), change.Holds("week", Noon)]);
        Assert.True((change with { Budget = "" }).Holds("week", Noon));
    }
}
