using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class OutcomeLabelTests
{
    private static readonly TaskPrior Prior = TaskPrior.Shipped();

    [Fact]
    public void Without_a_sign_of_trouble_a_task_succeeded_and_without_any_source_nobody_can_tell()
    {
        Assert.Equal(0.95, Of(new TaskSigns { UserCorrections = 0, Abandoned = false })!.Success, 2);
        Assert.Null(Of(new TaskSigns()));
        Assert.Null(Of(new TaskSigns { ToolCalls = 5 }));
    }

    [Fact]
    public void Each_sign_makes_success_less_likely_and_is_told()
    {
        TaskSigns[] signs =
        [
            new() { ToolCalls = 4, ToolFailures = 3 }, new() { Retries = 2 }, new() { RevertedEdits = 1 }, new() { UserCorrections = 1 }, new() { Abandoned = true },
        ];

        Assert.All(signs, sign => Assert.True(Of(sign)!.Success < 0.95));
        Assert.Equal(["tool failures: 3 of 4", "retries: 2", "reverted edits: 1", "user corrections: 1", "abandoned"], signs.SelectMany(sign => Of(sign)!.Evidence));
    }

    [Fact]
    public void One_correction_is_no_failure_and_giving_up_is()
    {
        Assert.True(Of(new TaskSigns { UserCorrections = 1 })!.IsSuccess);
        Assert.False(Of(new TaskSigns { UserCorrections = 2 })!.IsSuccess);
        Assert.False(Of(new TaskSigns { Abandoned = true })!.IsSuccess);
    }

    [Fact]
    public void A_hundred_retries_tell_no_more_than_a_few()
        => Assert.Equal(Of(new TaskSigns { Retries = 4 })!.Success, Of(new TaskSigns { Retries = 100 })!.Success);

    private static OutcomeLabel? Of(TaskSigns signs) => OutcomeLabel.Of(signs, Prior);
}
