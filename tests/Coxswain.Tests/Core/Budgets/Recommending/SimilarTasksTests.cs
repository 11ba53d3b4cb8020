using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class SimilarTasksTests
{
    [Fact]
    public void The_task_with_the_rarest_words_in_common_comes_first()
    {
        var tasks = new SimilarTasks([TaskFeatures.Of("fix the invoice page"), TaskFeatures.Of("fix the login page"), TaskFeatures.Of("fix the search page"), TaskFeatures.Of("write a poem")]);

        var found = tasks.To(TaskFeatures.Of("fix invoice totals"), least: 0.05, most: 10);

        Assert.Equal(0, found[0].Index);
        Assert.DoesNotContain(found, task => task.Index == 3);
        Assert.Equal(found.OrderByDescending(task => task.Weight), found);
    }

    [Fact]
    public void The_same_task_counts_fully_and_no_more_are_told_than_asked_for()
    {
        var task = TaskFeatures.Of("rename the invoice class", ["Edit", "Read"], 3, 20_000);
        var tasks = new SimilarTasks([.. Enumerable.Repeat(task, 50)]);

        var found = tasks.To(task, least: 0.1, most: 7);

        Assert.Equal(7, found.Count);
        Assert.All(found, one => Assert.Equal(1, one.Weight, 9));
    }

    [Fact]
    public void Without_the_text_tools_and_sizes_tell_and_less_surely()
    {
        var tasks = new SimilarTasks([TaskFeatures.Of(null, ["Edit", "Read"], 3, 20_000), TaskFeatures.Of(null, ["WebFetch"], 40, 300_000), new TaskFeatures()]);

        var found = tasks.To(TaskFeatures.Of("rename a class", ["Edit", "Read"], 3, 20_000), least: 0.1, most: 10);

        Assert.Equal(0, Assert.Single(found).Index);
        Assert.InRange(found[0].Weight, 0.3, 0.7);
    }
}
