using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>A task with what makes it like others.</summary>
/// <param name="Kind"><c>routine</c>, <c>ordinary</c> or <c>hard</c>: the likeliest by what recommendations go by.</param>
/// <param name="Size">As <see cref="PromptSizeBand"/> has it.</param>
internal sealed record LikeTask(string Model, string Kind, string Size, decimal? CostUsd, double? Seconds, bool? Succeeded)
{
    public const string Routine = "routine";

    public static LikeTask Of(PastTask task, TaskPrior prior) => new(
        ModelId.Normalise(task.Model),
        prior.Difficulty.Of(task.Features).Likeliest switch { TaskDifficulty.Routine => Routine, TaskDifficulty.Hard => "hard", _ => "ordinary" },
        PromptSizeBand.Of(task.Features.PromptTokens),
        task.CostUsd,
        task.Took?.TotalSeconds,
        task.Outcome?.IsSuccess);
}
