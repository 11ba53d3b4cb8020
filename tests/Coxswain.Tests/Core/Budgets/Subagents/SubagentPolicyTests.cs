using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Subagents;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Tests.Core.Budgets.Subagents;

public sealed class SubagentPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly PriceBook Book = PriceBookLoader.Shipped();
    private static readonly ModelCatalog Catalog = ModelCatalog.Shipped();
    private static readonly SubagentModel Economy = SubagentModel.Economy(Catalog, Book, Now)!;

    [Fact]
    public void Economy_model_is_the_newest_of_the_cheapest_family()
    {
        Assert.Equal(("haiku", "claude-haiku-5-5"), (Economy.Family, Economy.Model));
        Assert.Equal("claude-haiku-4-5-20251001", SubagentModel.Economy(Catalog, Book, new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero))!.Model);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("opus", true)]
    [InlineData("sonnet", true)]
    [InlineData("claude-opus-4-6", true)]
    [InlineData("haiku", false)]
    [InlineData("claude-haiku-5-5", false)]
    [InlineData("claude-haiku-4-5-20251001", false)]
    [InlineData("inherit", false)]
    [InlineData("somebody-elses", false)]
    public void Subagent_goes_to_the_economy_model_unless_it_runs_on_one_or_nobody_knows_what_the_asked_one_costs(string told, bool isChanged)
    {
        var verdict = Decide(told, Status("b", 100, BudgetAction.Downshift));

        Assert.Equal(isChanged ? ("b", BudgetAction.Downshift, "haiku") : (null, BudgetAction.Notify, null), (verdict.Due?.Budget.Name, verdict.Action, verdict.To?.Family));
    }

    [Theory]
    [InlineData(79.9, false)]
    [InlineData(80, true)]
    public void Step_holds_from_its_percentage_on(double used, bool isDue)
    {
        Assert.Equal(isDue, Decide("", Status("b", used, BudgetAction.Downshift)).To is not null);
        Assert.Equal(isDue, Decide("haiku", Status("b", used, BudgetAction.PauseSubagents)) is { Action: BudgetAction.PauseSubagents, To: null, Due: not null });
    }

    [Fact]
    public void Refusal_comes_before_a_cheaper_model_and_the_most_used_budget_is_named()
    {
        var verdict = Decide("", Status("a", 300, BudgetAction.Downshift), Status("b", 90, BudgetAction.PauseSubagents), Status("c", 95, BudgetAction.PauseSubagents));

        Assert.Equal(("c", BudgetAction.PauseSubagents, null), (verdict.Due?.Budget.Name, verdict.Action, verdict.To));
    }

    [Fact]
    public void Overridden_budgets_other_steps_and_no_prices_change_nothing()
    {
        var overridden = Status("b", 200, BudgetAction.Downshift, BudgetAction.PauseSubagents) with { Override = new BudgetOverride("b", Now, Now.AddHours(1), "why") };

        Assert.Equal(SubagentVerdict.AsAsked, Decide("", overridden, Status("c", 200, BudgetAction.Block)));
        Assert.Equal(SubagentVerdict.AsAsked, SubagentPolicy.Decide([Status("b", 200, BudgetAction.Downshift)], "", null, null));
    }

    private static SubagentVerdict Decide(string told, params BudgetStatus[] statuses) => SubagentPolicy.Decide(statuses, told, SubagentModel.Named(told, Catalog, Book, Now), Economy);

    private static BudgetStatus Status(string name, double usedPercent, params BudgetAction[] actions) => new(
        new Budget(name, BudgetPeriod.Day, 100, BudgetScope.Everything, [.. actions.Select(static action => new LadderStep(action, 80))]), null, "", new BudgetSpend(1, (decimal)usedPercent, 0, Now));
}
