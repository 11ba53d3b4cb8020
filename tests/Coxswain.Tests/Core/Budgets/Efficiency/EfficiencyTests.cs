using Coxswain.Core.Budgets.Efficiency;

namespace Coxswain.Tests.Core.Budgets.Efficiency;

/// <summary>Comparisons from few tasks, worked by hand.</summary>
public sealed class EfficiencyTests
{
    /// <summary>
    /// Haiku did easy work mostly: three routine tasks at 1, 2 and 3 cents and two hard ones at 20 and 22; Opus two routine ones at 5 and 7 and three hard ones at 30. All in all 9.6 cents against 20.4; the same
    /// mix of five and five is (2 + 21) / 2 against (6 + 30) / 2.
    /// </summary>
    [Fact]
    public void Like_is_held_against_like_in_one_mix()
    {
        var (models, cells) = ModelEfficiencyReport.Compare([.. Tasks("haiku", "routine", 1, 2, 3), .. Tasks("haiku", "hard", 20, 22), .. Tasks("opus", "routine", 5, 7), .. Tasks("opus", "hard", 30, 30, 30)], [], []);

        var haiku = models.Single(static model => model.Alike is null);
        var opus = models.Single(static model => model.Alike is not null);
        Assert.Equal(("haiku", "opus", "haiku", 4), (haiku.Model, opus.Model, opus.Alike?.Reference, cells.Count));
        Assert.Equal(0.096, haiku.Tasks.CostUsd.Mean ?? 0, 1e-12);
        Assert.Equal((5, 5, 2), (opus.Alike?.CostUsd?.N, opus.Alike?.CostUsd?.ReferenceN, opus.Alike?.CostUsd?.Cells));
        Assert.Equal(0.18, opus.Alike?.CostUsd?.Own ?? 0, 1e-12);
        Assert.Equal(0.115, opus.Alike?.CostUsd?.Reference ?? 0, 1e-12);
        Assert.True(opus.Alike?.CostUsd?.Difference is { Low: > 0, High: < 0.13 });
        Assert.Null(opus.Alike?.Seconds);
    }

    [Fact]
    public void Nothing_alike_is_not_compared()
    {
        var (models, _) = ModelEfficiencyReport.Compare([.. Tasks("haiku", "routine", 1, 2, 3), .. Tasks("opus", "hard", 30, 30), .. Tasks("opus", "routine", 5)], [], []);

        Assert.All(models.Select(static model => model.Alike).OfType<LikeWithLike>(), static alike => Assert.Null(alike.CostUsd));
    }

    /// <summary>Opus did four of seven routine tasks at 10 cents, one of them large, which Haiku did none of; Haiku took 1, 2 and 3 cents: three would have been 6 cents instead of 30, with a variance of 1² · (9 / 3 + 3).</summary>
    [Fact]
    public void Routine_work_on_the_dear_model_is_estimated_by_what_the_cheap_one_took()
    {
        var routine = RoutineWork.Of([.. Tasks("haiku", "routine", 1, 2, 3), .. Tasks("opus", "routine", 10, 10, 10), new LikeTask("opus", "routine", "large", 0.1m, null, null), .. Tasks("opus", "hard", 90)]);

        Assert.Equal(("opus", "haiku", 7, 4, 3, 3), (routine!.DearModel, routine.CheapModel, routine.Tasks, routine.DearTasks, routine.ComparedTasks, routine.CheapTasks));
        Assert.Equal((0.4m, 0.3m), (routine.DearCostUsd, routine.ComparedCostUsd));
        Assert.Equal(0.06, routine.EstimatedUsd ?? 0, 1e-12);
        Assert.Equal(0.24, routine.SavedUsd?.Difference ?? 0, 1e-12);
        Assert.Equal(0.24 - (4.303 * Math.Sqrt(6) / 100), routine.SavedUsd?.Low ?? 0, 0.0005);
    }

    [Fact]
    public void One_model_alone_has_no_cheaper_one() => Assert.Null(RoutineWork.Of([.. Tasks("opus", "routine", 1, 2, 3)]));

    private static IEnumerable<LikeTask> Tasks(string model, string kind, params int[] cents) => cents.Select(cent => new LikeTask(model, kind, "small", cent / 100m, null, true));
}
