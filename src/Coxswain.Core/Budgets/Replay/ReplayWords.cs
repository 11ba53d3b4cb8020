using System.Globalization;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>Says what a replay assumes.</summary>
internal static class ReplayWords
{
    public static IReadOnlyList<string> Of(ReplayModels models)
    {
        var (low, likely, high) = (ReplayAssumptions.Low, ReplayAssumptions.Likely, ReplayAssumptions.High);
        return
        [
            "A request that the same model answers, with its cache as it was, costs what was paid for it. Every other is priced by the price book of its time, in proportion to what was paid.",
            "Another model is sent the same prompts and gives as much output. Where its tokenizer differs, tokens are scaled by the stated bytes a token"
                + Text($", from {low.TokenSpread:0.##} to {high.TokenSpread:0.##} times that in the interval."),
            Text($"Another model needs as many requests for a task as the assumed ratio of the two families says (task signals of {models.Prior.Effective:yyyy-MM-dd}); none more at the interval's low end, {high.WorkShare:0.#} times the difference at its high end."),
            Text($"Success is not assumed equal: by the assumed rates, what the other model fails at more often is done again at what it cost; not at all at the low end, {high.RedoShare / likely.RedoShare:0.#} times as often at the high end."),
            "Caches are kept by model and live from their last use. A model that has not answered in a conversation yet reads nothing, also of what other conversations have in common with it.",
            "What the user would have asked, done or waited for with other answers is not known: prompts and times are as they were.",
            "The client's own calls (titles, summaries) are left as they were, but for the recommended policy: there they go to the cheapest family where that costs less, which then writes the whole prompt. A worse summary may harm the work after it; that is not counted.",
            "The recommended policy learns from the history's own tasks that had ended before: what they cost and how many requests they took, not how they went.",
            "The interval has all of these at their cheap or all at their dear end; it holds no chance of its own. Whether the work would have been as good is not told.",
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
