using Coxswain.Core.Budgets;

namespace Coxswain.Tests.Core.Budgets;

public sealed class BudgetRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly Budget Fine = new("day", BudgetPeriod.Day, 20, BudgetScope.Everything, [new LadderStep(BudgetAction.Block, 100)]);

    [Fact]
    public void Fine_budget_has_no_problem() => Assert.Empty(BudgetRules.Problems(Fine));

    /// <summary>One that was set before there was a least limit goes on holding.</summary>
    [Theory]
    [InlineData(0.01, true)]
    [InlineData(0.00999, false)]
    [InlineData(0.00001, false)]
    public void Budget_below_a_cent_is_not_set_anew_and_kept_where_it_is(double limit, bool isTaken)
    {
        var budget = Fine with { LimitUsd = (decimal)limit };

        Assert.Equal(isTaken ? [] : ["limitUsd"], BudgetRules.NewProblems(budget).Keys);
        Assert.Empty(BudgetRules.Problems(budget));
    }

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

        bool Holds(string budget, DateTimeOffset at) => BudgetOverride.At([change], budget, at) is not null;
        Assert.Equal([true, true, false, false, false], [Holds("day", Noon), Holds("day", Noon.AddMinutes(59)), Holds("day", Noon.AddHours(1)), Holds("day", Noon.AddTicks(-1)), Holds("week", Noon)]);
        Assert.NotNull(BudgetOverride.At([change with { Budget = "" }], "week", Noon));
    }

    [Fact]
    public void Newer_override_takes_the_place_of_an_older_one_of_the_same_budget()
    {
        var hour = new BudgetOverride("day", Noon, Noon.AddHours(1), "release");
        var all = new BudgetOverride("", Noon, Noon.AddMinutes(30), "all");
        var shorter = new BudgetOverride("day", Noon.AddMinutes(1), Noon.AddMinutes(2), "less");
        var end = BudgetOverride.End("day", Noon.AddMinutes(5), "enough");

        Assert.Equal(shorter, BudgetOverride.At([shorter, hour], "day", Noon.AddMinutes(1)));
        Assert.Null(BudgetOverride.At([shorter, hour], "day", Noon.AddMinutes(3)));
        Assert.Equal(hour, BudgetOverride.At([end, hour], "day", Noon.AddMinutes(4)));
        Assert.Null(BudgetOverride.At([end, hour], "day", Noon.AddMinutes(5)));
        Assert.Equal(all, BudgetOverride.At([end, hour, all], "day", Noon.AddMinutes(5)));
    }
}
