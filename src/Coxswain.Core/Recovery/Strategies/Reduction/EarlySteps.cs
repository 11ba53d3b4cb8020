namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>
/// Drops the oldest steps of the newest turn, each an assistant's message with the one that answers all its calls and nothing else. The turn's prompt and its newest exchange stay.
/// </summary>
internal static class EarlySteps
{
    public static void Drop(ReductionDraft draft)
    {
        for (var i = draft.Shape.NewestTurn + 1; i + 1 < draft.Shape.ExchangeStart && draft.Missing > 0; i++)
        {
            if (IsStep(draft, i))
            {
                draft.Drop(i, ReductionKind.EarlyStep);
                draft.Drop(i + 1, ReductionKind.EarlyStep);
                i++;
            }
        }
    }

    private static bool IsStep(ReductionDraft draft, int i)
    {
        var (asks, answers) = (draft.Request.Messages[i], draft.Request.Messages[i + 1]);
        var (before, after) = (draft.Request.Messages[i - 1], draft.Request.Messages[i + 2]);
        return asks.IsAssistant && answers.IsUser && before.IsUser && after.IsAssistant
            && asks.Blocks.Where(block => block.Type == "tool_use").Select(block => block.Id).ToHashSet()
                .SetEquals(answers.Blocks.Where(block => block.Type == "tool_result").Select(block => block.Id))
            && answers.Blocks.All(block => block.Type == "tool_result");
    }
}
