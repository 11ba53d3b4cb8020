using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Recommending.Recorded;
using CsCheck;

namespace Coxswain.Tests.Core.Budgets.Recommending.Recorded;

public sealed class TaskHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Noon.AddDays(2);

    // By hand, with the weights of tasks.json: start 3.0, correction -1.8, reverted edit -2.0, abandoned -4.5, retry -0.4, share of failures -3.0.
    [Fact]
    public void Task_without_a_sign_of_trouble_went_well() => Assert.Equal((Odds(3.0), ""), Label([Task(0)]));

    [Fact]
    public void Next_prompt_that_sets_it_right_speaks_against_the_task()
        => Assert.Equal((Odds(3.0 - 1.8), "user corrections: 1"), Label([Task(0), Task(5, "it still fails, undo that")]));

    [Fact]
    public void Next_prompt_about_something_else_or_much_later_does_not()
    {
        Assert.Equal((Odds(3.0), ""), Label([Task(0), Task(5, "now write the docs")]));
        Assert.Equal((Odds(3.0), ""), Label([Task(0), Task(90, "it still fails")]));
    }

    [Fact]
    public void Interrupt_that_nothing_follows_is_a_correction_and_abandonment()
    {
        Assert.Equal((Odds(3.0 - 1.8 - 4.5), "user corrections: 1; abandoned"), Label([Task(0) with { IsInterrupted = true }]));
        Assert.Equal((Odds(3.0 - 1.8), "user corrections: 1"), Label([Task(0) with { IsInterrupted = true }, Task(5, "go on")]));
    }

    [Fact]
    public void Edit_taken_back_by_a_later_task_counts_against_the_one_that_made_it()
    {
        var made = Task(0) with { Trail = ToolTrail.Of([Edit(10, 11)]) };
        var back = Task(5, "put it as it was") with { Trail = ToolTrail.Of([Edit(11, 10)]) };

        Assert.Equal((Odds(3.0 - 2.0), "reverted edits: 1"), Label([made, back]));
        Assert.Equal((Odds(3.0), ""), Label([back, made], which: 1));
    }

    [Fact]
    public void Failures_retries_and_refusals_add_up()
    {
        var trail = ToolTrail.Of([Edit(1, 2) with { Succeeded = false }, Edit(1, 2), Edit(3, 4) with { Succeeded = null, IsRejectedByUser = true }, Edit(5, 6)]);

        // One of four calls failed and was made again, one request was: two retries.
        Assert.Equal((Odds(3.0 - 0.8 - 1.8 - 0.75), "retries: 2; user corrections: 1; tool failures: 1 of 4"), Label([Task(0) with { Trail = trail, RepeatedRequests = 1 }]));
    }

    /// <summary>Requests alone: no tool was called, and no word of the user is known, so that nothing could have shown trouble.</summary>
    [Fact]
    public void Task_of_which_nobody_could_have_seen_trouble_has_no_outcome()
    {
        var silent = Task(0) with { Trail = ToolTrail.None, Features = TaskFeatures.Of(null), RepeatedRequests = 0 };

        Assert.Null(TaskHistory.Of([silent, Task(5)], TaskPrior.Shipped(), Later).Tasks[0].Outcome);
        Assert.Equal((Odds(3.0 - 0.4), "retries: 1"), Label([silent with { RepeatedRequests = 1 }, Task(5)]));
        Assert.Equal((Odds(3.0), ""), Label([silent with { Features = TaskFeatures.Of("what does this do") }, Task(5)]));
    }

    [Fact]
    public void Task_nobody_but_the_gateway_told_of_has_no_outcome_and_is_counted_so()
    {
        var history = TaskHistory.Of([Task(0) with { Trail = null, RepeatedRequests = null }, Task(5) with { SessionId = "b" }], TaskPrior.Shipped(), Later);

        Assert.Null(history.Tasks[0].Outcome);
        Assert.Equal([new SignCount("none", 1, 0.5), new SignCount("unknown", 1, 0.5)], history.Signs);
    }

    [Fact]
    public void Task_that_may_go_on_and_one_of_several_models_are_left_out()
    {
        var history = TaskHistory.Of([Task(0) with { ModelShare = 0.7 }, Task(5)], TaskPrior.Shipped(), Noon.AddMinutes(20));

        Assert.Equal((0, 1, 1, null), (history.Tasks.Count, history.Mixed, history.Open, history.From));
    }

    [Fact]
    public void Every_task_is_told_or_left_out_and_no_sign_makes_success_likelier() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 4], Gen.Double[0.5, 1]).List[0, 30].Sample(drawn =>
    {
        var tasks = drawn.Select(static (one, i) => Task(i * one.Item1) with
        {
            SessionId = "s" + (i / 4), IsInterrupted = one.Item3, RepeatedRequests = one.Item4, ModelShare = one.Item5,
            Trail = one.Item2 == 0 ? null : ToolTrail.Of([.. Enumerable.Range(0, one.Item2).Select(call => Edit((ulong)call, 9) with { Succeeded = call > 0 })]),
        }).ToList();

        var history = TaskHistory.Of(tasks, TaskPrior.Shipped(), Noon.AddHours(2));

        Assert.Equal(tasks.Count, history.Tasks.Count + history.Mixed + history.Open);
        Assert.All(history.Tasks, static task => Assert.True(task.Outcome is null or { Success: > 0 and <= 0.953 }));
        Assert.True(history.Signs.Sum(static sign => sign.Tasks) >= history.Tasks.Count);
        Assert.Equal(history.Tasks.Count(static task => task.Outcome is { Evidence.Count: 0 }), history.Signs.Where(static sign => sign.Sign == "none").Sum(static sign => sign.Tasks));
    }, iter: 1000);

    private static double Odds(double odds) => Math.Round(1 / (1 + Math.Exp(-odds)), 9);

    private static (double Success, string Evidence) Label(IReadOnlyList<RecordedTask> session, int which = 0)
    {
        var label = TaskHistory.Of(session, TaskPrior.Shipped(), Later).Tasks[which].Outcome!;
        return (Math.Round(label.Success, 9), string.Join("; ", label.Evidence));
    }

    private static RecordedTask Task(int minute, string words = "wire the form") => new("a", Noon.AddMinutes(minute), Noon.AddMinutes(minute + 1), "claude-opus-5-5", 1, 1m)
    {
        Features = TaskFeatures.Of(words), Trail = ToolTrail.None, RepeatedRequests = 0,
    };

    private static ToolStep Edit(ulong before, ulong after) => new("Edit", true, 7, false, false, true, before, after, false);
}
